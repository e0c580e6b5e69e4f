"""The capacity model says what is known of simple cases, and grows as it must."""

import pytest

from tests.bench.scale import costs
from tests.bench.scale.need import Front, need
from tests.bench.scale.traffic import Popularity, Visits
from tests.bench.scale.waiting import Server, simulate

FUNDS = Popularity(2_000)


def test_the_first_page_is_asked_for_most_and_all_shares_are_one() -> None:
    assert FUNDS.shares[0] == max(FUNDS.shares)
    assert sum(FUNDS.shares) == pytest.approx(1)


@pytest.mark.parametrize("per_second", [5.0, 50.0, 300.0])
def test_the_simulated_memory_keeps_what_the_formula_says(per_second: float) -> None:
    server = Server(cores=8, pages=2_000, seconds=10)

    day = simulate(server, FUNDS, per_second=per_second, requests=40_000, seed=7)

    assert day.kept == pytest.approx(FUNDS.kept(per_second, seconds=10), abs=0.02)


def test_one_core_makes_readers_wait_as_queueing_theory_says() -> None:
    one_page, half = Popularity(1), 0.5 / costs.PAGE_KEPT

    day = simulate(Server(cores=1, seconds=1e9), one_page, per_second=half, requests=200_000, seed=3)

    assert day.busy == pytest.approx(0.5, abs=0.02)
    assert sum(day.took) / len(day.took) == pytest.approx(costs.PAGE_KEPT / (1 - 0.5), rel=0.05)


def test_the_same_seed_is_the_same_day() -> None:
    first, second = (simulate(Server(cores=2), FUNDS, per_second=100, requests=1_000, seed=1) for _ in range(2))

    assert first == second


def test_a_memory_that_is_too_small_keeps_less_and_one_core_more_makes_nobody_wait_longer() -> None:
    small, large = (
        simulate(Server(cores=2, pages=pages), FUNDS, per_second=300, requests=20_000, seed=1) for pages in (100, 2_000)
    )
    wide = simulate(Server(cores=3, pages=100), FUNDS, per_second=300, requests=20_000, seed=1)

    assert small.kept < large.kept
    assert wide.percentile(0.95) < small.percentile(0.95)


def test_ten_times_the_visits_need_less_than_ten_times_the_cores_and_a_cdn_takes_most_of_them() -> None:
    few, many = (need(Visits(per_day=visits), FUNDS, Front()) for visits in (1e6, 1e7))
    behind_a_cdn = need(Visits(per_day=1e7), FUNDS, Front(places=5))

    assert few.site * 5 < many.site < few.site * 10
    assert behind_a_cdn.site < many.site
    assert behind_a_cdn.megabits == many.megabits

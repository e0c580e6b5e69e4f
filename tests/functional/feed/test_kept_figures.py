"""Whoever states a figure publishes its fund in the same transaction: what was kept of figures ends with it."""

from fundfeed.models import FundVersion, RecordState
from tests.factories.both_ways import BothWays
from tests.factories.public_answers import API
from tests.factories.site import Site

FUND = "DEM00001"


def test_a_figure_of_another_day_is_told_at_once_though_it_makes_no_version(published: Site) -> None:
    ways, asked = BothWays(), f"{API}/funds/{FUND}/figures/"
    before = [ways.front(asked) for _ in range(3)][-1]
    state, versions = RecordState.objects.get().changed, FundVersion.objects.count()
    delivery = published.next_day()
    delivery.fund(FUND)["aumFund"] |= {"value": "123456789.5", "date": "2026-11-19"}
    published.deliver(delivery)

    assert published.sync().outcome == "applied"

    assert FundVersion.objects.count() == versions
    assert RecordState.objects.get().changed != state
    front, django = ways.ask(asked)
    assert front == django
    assert b'"123456789.5"' in front.body
    assert b'"123456789.5"' not in before.body

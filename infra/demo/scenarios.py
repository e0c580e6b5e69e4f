"""What goes wrong in a drill: each scenario as the provider's files, or the processes, would show it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from infra.deliveries import Delivery
from infra.deliveries.schedule import content_date

GOOD_DAY: Final = 0
HOUSE_THAT_LEAVES: Final = 30  # more than ten funds and more than two in a hundred: beyond the guard's limits
PROCESSES: Final = ("web", "worker", "feed", "mails", "webhooks", "beat")


@dataclass(frozen=True)
class Scenario:
    """One drill: what is injected, and what a person should see before looking into the manual."""

    title: str
    look_for: str
    spoil: Callable[[Delivery], None] | None = None
    is_cut_short: bool = False
    stops: tuple[str, ...] = ()


def _nothing(_delivery: Delivery) -> None:
    """The delivery is as it should be."""


def _two_vanish(delivery: Delivery) -> None:
    """Two funds leave the index, and nobody says why."""
    for fund in delivery.funds[4:6]:
        delivery.remove_fund(fund["fundId"])


def _a_house_leaves(delivery: Delivery) -> None:
    """Thirty funds lose their authorisation on one day."""
    for fund in delivery.funds[-HOUSE_THAT_LEAVES:]:
        delivery.deauthorise(fund["fundId"], deauthorisationDate=content_date(1).isoformat())


def _bad_profiles(delivery: Delivery) -> None:
    """One fund lacks its currency, and two claim one ISIN."""
    without, claiming, claimed = delivery.funds[6:9]
    del without["fundCurrency"]
    claiming["shareClasses"][0]["isin"] = claimed["shareClasses"][0]["isin"]


SCENARIOS: Final[Mapping[int, Scenario]] = {
    GOOD_DAY: Scenario("A good day", "the run is applied and nothing is held back", _nothing),
    1: Scenario(
        "Files that can't be read",
        "a halted run with the reason Unreadable, a mail to the operators, and a public site as it was",
        _nothing,
        is_cut_short=True,
    ),
    2: Scenario(
        "Funds removed but not deauthorised",
        "a halted run with the reason Inconsistent, whose findings name two funds that the public still sees",
        _two_vanish,
    ),
    3: Scenario(
        "Mass deauthorisation",
        f"a run that awaits release: {HOUSE_THAT_LEAVES} funds would go at once, and none has gone",
        _a_house_leaves,
    ),
    4: Scenario(
        "Bad profiles",
        "an applied run that holds three records back; what was public of these three still is",
        _bad_profiles,
    ),
    5: Scenario(
        "Downtime",
        "no answer of the API and the admin, and `manage.py ops_check` that says which processes are gone",
        stops=PROCESSES,
    ),
}

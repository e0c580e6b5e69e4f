"""Two people correct a field; the provider's next word on that field ends it, and nothing else does."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from fundfeed.models import Correction, FundVersion
from tests.factories.public_answers import every_public_answer, get
from tests.factories.site import Site

FUND = "DEM00001"


def correct(pointer: str, value: str, *, by: str = "mandy", approved_by: str = "chris", **options: object) -> str:
    printed = StringIO()
    call_command(
        "correct_fund", FUND, pointer, value, by=by, approved_by=approved_by, reason="typing error", stdout=printed,
        **options,
    )  # fmt: skip
    return printed.getvalue()


@pytest.fixture
def corrected(published: Site) -> Site:
    """A fund whose management company two people have corrected."""
    correct("/manCo", '"The Right Company"')
    return published


def stated_by_provider(site: Site) -> str:
    return str(site.delivery.fund(FUND)["manCo"])


def test_a_correction_is_public_with_its_reason_and_its_source(corrected: Site) -> None:
    fund = get(f"/funds/{FUND}/")

    assert fund["manCo"] == "The Right Company"
    assert [(entry["field"], entry["providerValue"], entry["reason"]) for entry in fund["corrections"]] == [
        ("/manCo", stated_by_provider(corrected), "typing error")
    ]
    assert fund["publication"]["file"] == "correction"
    assert fund["publication"]["version"] == 2


def test_the_sync_does_not_clobber_a_correction(corrected: Site) -> None:
    tomorrow = corrected.next_day()
    tomorrow.fund(FUND)["auditorName"] = "Another Auditor"
    corrected.deliver(tomorrow)

    assert corrected.sync().outcome == "applied"

    fund = get(f"/funds/{FUND}/")
    assert (fund["manCo"], fund["auditorName"]) == ("The Right Company", "Another Auditor")


@pytest.mark.parametrize(
    ("says_now", "state", "public"),
    [("The Right Company", "agreed", "The Right Company"), ("A Third Company", "superseded", "A Third Company")],
)
def test_the_provider_s_next_word_on_the_field_ends_it(corrected: Site, says_now: str, state: str, public: str) -> None:
    tomorrow = corrected.next_day()
    tomorrow.fund(FUND)["manCo"] = says_now
    corrected.deliver(tomorrow)

    report = corrected.sync()

    assert report.codes == [f"correction.{state}"]
    assert Correction.objects.get().state == state
    fund = get(f"/funds/{FUND}/")
    assert fund["manCo"] == public
    assert "corrections" not in fund


def test_a_correction_ends_after_its_last_day_though_nothing_new_came(published: Site) -> None:
    correct("/manCo", '"The Right Company"', expires_on=published.now.date())
    assert published.sync().outcome == "unchanged"
    published.now += timedelta(days=1)

    report = published.sync()

    assert report.codes == ["correction.expired"]
    assert get(f"/funds/{FUND}/")["manCo"] == stated_by_provider(published)


def test_a_correction_can_be_taken_back(corrected: Site) -> None:
    correct("/manCo", "null", withdraw=True, by="olga", approved_by="peter")

    ended = Correction.objects.get()
    assert (ended.state, ended.by, ended.withdrawn_by) == ("withdrawn", "mandy", "olga")
    assert (ended.withdrawal_approved_by, ended.withdrawal_reason) == ("peter", "typing error")
    assert get(f"/funds/{FUND}/")["manCo"] == stated_by_provider(corrected)
    assert FundVersion.objects.filter(fund=FUND).count() == 3


@pytest.mark.parametrize(
    ("pointer", "value", "people", "told"),
    [
        ("/manCo", '"X Company"', {"approved_by": "mandy"}, "a second person must"),
        ("/fundCurrency", '"euro"', {}, "currency code of three capitals"),
        ("/fundId", '"DEM00002"', {}, "identifiers stay"),
        ("/manCo", "X", {}, "must be JSON"),
    ],
)
def test_a_correction_that_may_not_be_changes_nothing(
    published: Site, pointer: str, value: str, people: dict[str, str], told: str
) -> None:
    before = every_public_answer()

    with pytest.raises(CommandError, match=told):
        correct(pointer, value, **people)

    assert every_public_answer() == before


def test_a_search_finds_the_corrected_name(published: Site) -> None:
    correct("/legalFundNameOnly/en", '"Unmistakable Opportunities Fund"')

    assert [fund["fundId"] for fund in get("/funds/?search=unmistakable")["results"]] == [FUND]

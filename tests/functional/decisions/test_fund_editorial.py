"""A fund's summary and corrections are public by approval, and stand until the provider speaks or people withdraw."""

import json
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from cms.funds.models import FundEditorial
from cms.moderation import withdrawal
from cms.moderation.errors import NotApprovedError
from fundfeed.models import Correction, FundVersion
from tests.factories.moderation import approve, maker, publish, submit
from tests.factories.public_answers import every_public_answer, get
from tests.factories.site import Site

FUND = "DEM00001"
ADD = "/admin/snippets/funds/fundeditorial/add/"
SUMMARY = '<p data-block-key="a1">Invests <b onclick="x()">in Europe</b>.<script>alert(1)</script></p>'


def correction(field: str = "manCo", value: str = "The Right Company", **said: Any) -> dict[str, Any]:
    return {"type": "correction", "value": {"field": field, "value": value, "reason": "typing error", **said}}


def editorial(*corrections: dict[str, Any], **values: Any) -> FundEditorial:
    filled = {"fund_id": FUND, "summary_en": SUMMARY, "summary_zh_hant": "<p>投資歐洲。</p>", "reason": "as agreed"}
    made = FundEditorial(corrections=json.dumps(list(corrections)), **(filled | values))
    made.full_clean()
    made.save()
    return made


def edited(made: FundEditorial, *corrections: dict[str, Any]) -> FundEditorial:
    draft: FundEditorial = FundEditorial.objects.get(pk=made.pk).get_latest_revision_as_object()
    draft.corrections = json.dumps(list(corrections))
    draft.full_clean()
    return draft


def test_nothing_is_public_before_the_approval(published: Site) -> None:
    before = every_public_answer()

    submit(editorial(correction()))

    assert every_public_answer() == before


def test_an_approved_editorial_is_public_with_its_people_and_without_tricks(published: Site) -> None:
    publish(editorial(correction(source="letter of 3 May")))

    fund = get(f"/funds/{FUND}/")
    assert fund["editorial"]["summary"]["en"] == "<p>Invests <b>in Europe</b>.alert(1)</p>"  # text, no script
    assert fund["editorial"]["summary"]["zh-Hant"] == "<p>投資歐洲。</p>"
    assert fund["manCo"] == "The Right Company"
    assert fund["corrections"][0]["reason"] == "typing error (source: letter of 3 May)"
    made = Correction.objects.get()
    assert (made.by, made.approved_by) == ("maker", "checker")


def test_a_fund_without_editorial_keeps_its_bytes(published: Site) -> None:
    before = bytes(FundVersion.objects.get(fund="DEM00002").body)

    publish(editorial())

    assert b"editorial" not in before
    assert bytes(FundVersion.objects.get(fund="DEM00002").body) == before


def test_a_second_version_changes_adds_and_withdraws_corrections(published: Site) -> None:
    made = publish(editorial(correction(), correction("auditorName", "First Auditor")))

    publish(edited(made, correction("auditorName", "Second Auditor"), correction("riskLevel", "2")))

    fund = get(f"/funds/{FUND}/")
    assert (fund["auditorName"], fund["riskLevel"]) == ("Second Auditor", 2)
    assert fund["manCo"] == published.delivery.fund(FUND)["manCo"]
    states = dict(Correction.objects.values_list("corrected_value", "state"))
    assert states == {
        "The Right Company": "withdrawn",
        "First Auditor": "withdrawn",
        "Second Auditor": "stands",
        2: "stands",
    }


def test_what_stays_as_it_was_is_not_made_anew(published: Site) -> None:
    made = publish(editorial(correction()))
    before = Correction.objects.get()
    versions = FundVersion.objects.filter(fund=FUND).count()

    publish(FundEditorial.objects.get(pk=made.pk).get_latest_revision_as_object())

    assert Correction.objects.get() == before
    assert FundVersion.objects.filter(fund=FUND).count() == versions


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("fundCurrency", "euro", "Fund currency: .*currency code of three capitals"),
        ("riskLevel", "9", "Risk level: The record would break its form"),
        ("isEtf", "perhaps", "record would break its form"),
        ("authorisationDate", "3 May", "record would break its form"),
        ("*/shareClassCurrency", "EUR", "no share class of this fund"),
        ("valuationFrequency", "daily", "Valuation frequency: it says that already"),
    ],
)
def test_a_correction_of_the_wrong_type_is_refused_on_the_edit_screen(
    published: Site, field: str, value: str, told: str
) -> None:
    with pytest.raises(ValidationError, match=told):
        editorial(correction(field, value))


def test_what_the_provider_changed_meanwhile_is_told_and_not_overwritten(published: Site) -> None:
    state = submit(editorial(correction()))
    tomorrow = published.next_day()
    tomorrow.fund(FUND)["manCo"] = "A Third Company"
    published.deliver(tomorrow)
    assert published.sync().outcome == "applied"

    with pytest.raises(NotApprovedError, match="the provider changed it meanwhile"), transaction.atomic():
        approve(state)

    assert get(f"/funds/{FUND}/")["manCo"] == "A Third Company"
    assert not FundEditorial.objects.get().live


def test_the_review_page_says_why_it_can_t_be_approved_and_nothing_is_half_done(
    published: Site, checker_s_browser: Client
) -> None:
    state = submit(editorial(correction("auditorName", "The Right Auditor"), correction()))
    tomorrow = published.next_day()
    tomorrow.fund(FUND)["manCo"] = "A Third Company"
    published.deliver(tomorrow)
    published.sync()
    before = every_public_answer()

    page = checker_s_browser.post(f"/admin/review/{state.pk}/", {"decision": "approve"}, follow=True)

    state.refresh_from_db()
    assert "the provider changed it meanwhile" in page.content.decode()
    assert state.status == "in_progress"
    assert (Correction.objects.count(), FundEditorial.objects.get().live) == (0, False)
    assert every_public_answer() == before


def test_the_edit_screen_reports_the_conflict(published: Site, maker_s_browser: Client) -> None:
    made = publish(editorial(correction()))
    tomorrow = published.next_day()
    tomorrow.fund(FUND)["manCo"] = "A Third Company"
    published.deliver(tomorrow)
    published.sync()

    page = maker_s_browser.get(reverse("wagtailsnippets_funds_fundeditorial:edit", args=[made.pk])).content.decode()

    assert "A Third Company" in page
    assert "Provider changed it" in page


def test_the_form_shows_what_the_provider_says_before_anything_is_typed(
    published: Site, maker_s_browser: Client
) -> None:
    fund = published.delivery.fund(FUND)
    share_class = fund["shareClasses"][0]

    page = maker_s_browser.get(f"{ADD}?fund={FUND}").content.decode()

    said = " ".join(page.partition("what the provider says now")[2].partition("</details>")[0].split())
    assert f'<th scope="row">Management company</th><td>{fund["manCo"]}</td>' in said
    assert f'<th scope="row">Fund currency</th><td>{fund["fundCurrency"]}</td>' in said
    assert f"<caption>Share class {share_class['isin']}</caption>" in said
    assert f'<th scope="row">Currency</th><td>{share_class["shareClassCurrency"]}</td>' in said


@pytest.mark.parametrize("named", ["", "?fund=NOBODY"])
def test_the_form_says_nothing_of_a_provider_without_a_fund(maker_s_browser: Client, named: str) -> None:
    page = maker_s_browser.get(f"{ADD}{named}")

    assert page.status_code == 200
    assert "what the provider says now" not in page.content.decode()


def test_a_withdrawn_editorial_leaves_the_provider_s_record_alone(published: Site) -> None:
    before = get(f"/funds/{FUND}/")["manCo"]
    made = publish(editorial(correction()))

    approve(withdrawal.propose(thing=made, by=maker(), reason="not needed").current_task_state.specific)

    fund = get(f"/funds/{FUND}/")
    assert fund["manCo"] == before
    assert "editorial" not in fund
    assert Correction.objects.get().state == "withdrawn"


def test_the_database_lets_nobody_put_other_words_into_a_public_editorial(published: Site) -> None:
    made = publish(editorial())

    with pytest.raises(IntegrityError, match="four eyes"), transaction.atomic():
        FundEditorial.objects.filter(pk=made.pk).update(summary_en="<p>Buy!</p>")


def test_the_review_page_leaves_empty_what_a_correction_does_not_say(
    published: Site, checker_s_browser: Client
) -> None:
    state = submit(editorial(correction("auditorName", "First Auditor")))

    page = checker_s_browser.get(f"/admin/review/{state.pk}/").content.decode()

    changes = page.partition('<dl class="differences">')[2].partition("</section>")[0]
    assert "First Auditor" in changes
    assert "<dd>Auditor</dd>" in changes
    assert "None" not in changes

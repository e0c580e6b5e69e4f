"""A correction far from what the provider says is told to who decides; its review reads as people write."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from cms.funds.models import DocumentUpload
from tests.factories.moderation import submit
from tests.factories.site import Site

from .test_fund_editorial import FUND, correction, editorial


def seen(client: Client, thing: Any) -> tuple[str, str]:
    """What inbox and review say of what waits."""
    state = submit(thing)
    inbox = client.get("/admin/review/").content.decode()
    return inbox, client.get(f"/admin/review/{state.pk}/").content.decode()


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("legalFundNameOnly/en", "{other}", "Name in English: DEM00002 is called so, too."),
        ("*/ongoingCharges", "7.50", "becomes 7.50,"),
        ("*/ongoingCharges", "7.50", "7.50 is 750% of what is invested, each year."),
    ],
)
def test_a_correction_that_is_doubtful(
    checker_s_browser: Client, published: Site, field: str, value: str, told: str
) -> None:
    fund, other = published.delivery.fund(FUND), published.delivery.fund("DEM00002")
    isin = fund["shareClasses"][0]["isin"] if field.startswith("*/") else ""
    said = value.format(other=other["legalFundNameOnly"]["en"].upper())

    inbox, review = seen(checker_s_browser, editorial(correction(field, said, isin=isin)))

    assert told in inbox
    assert told in review


def test_a_correction_that_is_near_is_not_doubted(checker_s_browser: Client, published: Site) -> None:
    inbox, review = seen(checker_s_browser, editorial(correction("manCo", "The Right Company")))

    assert "waiting__doubt" not in inbox
    assert "Is this meant?" not in review


def test_a_review_says_a_type_by_its_name_and_a_provider_without_quotation_marks(
    checker_s_browser: Client, published: Site
) -> None:
    said = {"document_type": "AR", "document_date": date(2026, 11, 1), "reason": "By post"}
    report = DocumentUpload.objects.create(fund_id=FUND, title_en="Report", **said)

    _, upload = seen(checker_s_browser, report)
    _, corrected = seen(checker_s_browser, editorial(correction()))

    assert '<span class="addition">Annual report</span>' in upload
    provider = published.delivery.fund(FUND)["manCo"]
    assert provider in corrected
    assert f"&quot;{provider}&quot;" not in corrected

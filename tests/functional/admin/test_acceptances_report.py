"""The report "Acceptances": how often each wording was accepted each day, and what one receipt says."""

import csv
import io
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms.accounts.roles import AUDITOR, CONTENT_MANAGER, IT_OPERATOR, MARKETING
from cms.content.acceptance import accept, accepted_with, sum_up_old
from cms.content.models import LegalAcceptance, LegalAcceptanceCount, LegalNotice
from tests.factories.content import chinese, legal_notice
from tests.factories.moderation import publish

from .conftest import SignIn

pytestmark = pytest.mark.django_db
REPORT = "/admin/reports/acceptances/"
NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)  # in Hong Kong


def accepted(notice: LegalNotice, *, at: datetime) -> LegalAcceptance:
    return accept(kind=notice.kind, text_sha256=notice.text_sha256(), at=at)


def rows(client: Client, query: str = "") -> list[dict[str, str]]:
    text = b"".join(client.get(f"{REPORT}?export=csv{query}")).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_each_wording_is_counted_by_day_in_the_time_zone_of_the_installation(sign_in: SignIn) -> None:
    english, translated = publish(legal_notice()), publish(legal_notice(locale=chinese()))
    for moment in (NOON, NOON + timedelta(hours=11, minutes=59), NOON + timedelta(hours=12)):
        accepted(english, at=moment)
    accepted(translated, at=NOON)

    found = rows(sign_in(AUDITOR))

    assert [(row["Day"], row["Version"], row["Language"], row["Acceptances"]) for row in found] == [
        ("2026-11-21", "1", "en", "1"),
        ("2026-11-20", "1", "en", "2"),
        ("2026-11-20", "1", "zh-hant", "1"),
    ]
    assert found[0]["Wording (SHA-256)"] == english.text_sha256()


def test_what_was_accepted_long_ago_goes_on_as_numbers(sign_in: SignIn) -> None:
    notice = publish(legal_notice(effective_from=date(2020, 1, 1)))
    long_ago = NOON.replace(year=2021)
    receipts = [accepted(notice, at=moment).receipt for moment in (long_ago, long_ago + timedelta(hours=1), NOON)]
    client = sign_in(AUDITOR)
    before = rows(client)

    assert (sum_up_old(), sum_up_old()) == (2, 0)

    assert rows(client) == before
    assert [row["Acceptances"] for row in before] == ["1", "2"]
    assert [accepted_with(receipt) is None for receipt in receipts] == [True, True, False]
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        LegalAcceptanceCount.objects.update(acceptances=0)


def test_a_receipt_says_which_wording_it_was_and_when(sign_in: SignIn) -> None:
    notice = publish(legal_notice())
    accepted(notice, at=NOON)
    receipt = accepted(notice, at=NOON + timedelta(minutes=5)).receipt
    client = sign_in(AUDITOR)

    [found] = rows(client, f"&receipt={receipt}")
    page = client.get(f"{REPORT}?receipt={receipt}").content.decode()

    assert found["Acceptances"] == "1"
    assert found["First"] == found["Last"]
    assert "12:05" in page
    assert notice.text_sha256() in page


def test_days_and_notices_choose_what_is_counted(sign_in: SignIn) -> None:
    accepted(publish(legal_notice()), at=NOON)
    accepted(publish(legal_notice(kind="privacy")), at=NOON + timedelta(days=1))
    client = sign_in(AUDITOR)

    assert [row["Notice"] for row in rows(client, "&kind=terms")] == ["terms"]
    assert [row["Notice"] for row in rows(client, "&accepted_at_from=2026-11-21&accepted_at_to=2026-11-21")] == [
        "privacy"
    ]


@pytest.mark.parametrize(
    ("role", "status"), [(AUDITOR, 200), (CONTENT_MANAGER, 200), (MARKETING, 302), (IT_OPERATOR, 302)]
)
def test_who_may_read_it(sign_in: SignIn, role: str, status: int) -> None:
    assert sign_in(role).get(REPORT).status_code == status


def test_twenty_days_take_as_many_queries_as_two(sign_in: SignIn) -> None:
    notice, client = publish(legal_notice()), sign_in(AUDITOR)

    def queries(days: range) -> int:
        for day in days:
            accepted(notice, at=NOON + timedelta(days=day))
        with CaptureQueriesContext(connection) as captured:
            client.get(REPORT)
        return len(captured)

    queries(range(1))  # the first request also fills the caches of content types

    assert queries(range(1, 3)) == queries(range(3, 21))

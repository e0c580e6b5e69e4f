"""The access review: who can do what, who is dormant, what changed since somebody last looked."""

import csv
import io
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook
from pytest_django.fixtures import Settings

from cms.accounts import roles
from cms.accounts.models import AccessReview, User
from cms.security.reminding import remind_of_review
from fundfeed.models import Message
from tests.factories.rights import as_owner

from .conftest import SignIn
from .people import give_phone, person

REPORT = "/admin/reports/access-review/"
READERS = {roles.AUDITOR, roles.BUSINESS_OPERATOR, roles.SYSTEM_ADMINISTRATOR}


def exported(client: Client) -> dict[str, dict[str, str]]:
    """The CSV export, by user name."""
    answer = client.get(f"{REPORT}?export=csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    return {row["User name"]: row for row in csv.DictReader(io.StringIO(text))}


@pytest.mark.parametrize("role", roles.ROLES)
def test_auditors_business_operators_and_administrators_read_it_and_nobody_else(sign_in: SignIn, role: str) -> None:
    client = sign_in(role)

    addresses = (REPORT, f"{REPORT}results/", f"{REPORT}?export=csv")
    shown = [client.get(address).status_code == 200 for address in addresses]

    assert shown == [role in READERS] * 3
    assert ("access-review" in client.get("/admin/").content.decode()) == (role in READERS)


def test_it_says_what_each_person_may_by_roles_and_by_permissions_of_their_own(sign_in: SignIn) -> None:
    client = sign_in(roles.AUDITOR)
    person("ada", roles.BUSINESS_OPERATOR, roles.IT_OPERATOR)
    person("root", is_superuser=True)

    rows = exported(client)

    assert rows["ada"]["Roles"] == "Business operator, IT operator"
    announced = "request about personal data, status notice, text about incidents, threshold, times of cases"
    assert f"change change of access, incident, maintenance window, {announced}, user" in rows["ada"]["May"]
    assert "view" in rows["ada"]["May"]
    assert rows["root"]["Roles"] == "superuser"
    assert rows["root"]["May"] == "everything that screens allow"


def test_it_says_who_has_a_second_factor_and_who_lacks_one(sign_in: SignIn, settings: Settings) -> None:
    settings.SECOND_FACTOR_ROLES = frozenset()
    client = sign_in(roles.AUDITOR)
    give_phone(person("ada", roles.MARKETING))
    person("bob", roles.CONTENT_MANAGER)
    person("max", roles.MARKETING)
    client.get(REPORT)

    before = exported(client)
    settings.SECOND_FACTOR_ROLES = frozenset({roles.CONTENT_MANAGER})
    after = exported(client)

    assert [before[name]["Second factor"] for name in ("ada", "bob", "max")] == ["On", "Off", "Off"]
    assert [after[name]["Second factor"] for name in ("ada", "bob", "max")] == ["On", "Missing", "Off"]


def test_who_has_not_signed_in_for_ninety_days_is_dormant(sign_in: SignIn) -> None:
    client, now = sign_in(roles.AUDITOR), timezone.now()
    person("ada", last_login=now - timedelta(days=89), date_joined=now - timedelta(days=300))
    person("bob", last_login=now - timedelta(days=91), date_joined=now - timedelta(days=300))
    person("new", date_joined=now)
    person("never", date_joined=now - timedelta(days=91))
    person("gone", date_joined=now - timedelta(days=91), is_active=False)

    rows = exported(client)

    states = [rows[name]["State"] for name in ("ada", "bob", "new", "never", "gone")]
    assert states == ["Active", "Dormant", "Active", "Dormant", "Deactivated"]


def test_a_review_is_kept_with_date_and_person_and_the_next_shows_what_changed(sign_in: SignIn) -> None:
    client = sign_in(roles.BUSINESS_OPERATOR)
    ada, bob = person("ada", roles.MARKETING), person("bob", roles.AUDITOR)

    client.post(f"{REPORT}sign/", {"note": "Bob leaves in May"})
    page = client.get(REPORT).content.decode()
    unchanged = {row["Changed since the last review"] for row in exported(client).values()}
    with as_owner():
        ada.groups.set([Group.objects.get(name=roles.AUDITOR)])
    User.objects.filter(pk=bob.pk).update(is_active=False)
    person("eve", roles.MARKETING)
    changed = {name: row["Changed since the last review"] for name, row in exported(client).items()}

    review = AccessReview.objects.get()
    assert (review.done_by.username, review.note) == ("somebody", "Bob leaves in May")
    assert "Last reviewed by somebody" in page
    assert "Bob leaves in May" in page
    assert unchanged == {""}
    assert changed == {"ada": "+ Auditor, − Marketing", "bob": "deactivated", "eve": "new", "somebody": ""}


def test_an_auditor_reads_and_doesnt_sign(sign_in: SignIn) -> None:
    client = sign_in(roles.AUDITOR)

    page = client.get(REPORT).content.decode()
    client.post(f"{REPORT}sign/", {"note": "Mine"})
    signed_by_link = client.get(f"{REPORT}sign/").status_code

    assert "I have reviewed" not in page
    assert signed_by_link == 405
    assert not AccessReview.objects.exists()


def test_it_is_exported_for_a_spreadsheet_too(sign_in: SignIn) -> None:
    client = sign_in(roles.AUDITOR)

    answer = client.get(f"{REPORT}?export=xlsx")

    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active  # type: ignore[attr-defined]
    assert sheet is not None
    assert [cell.value for cell in next(sheet.rows)][:3] == ["User name", "Name", "Address"]
    assert sheet.max_row == 2


def test_filters_narrow_it(sign_in: SignIn) -> None:
    client = sign_in(roles.AUDITOR)
    person("ada", roles.MARKETING)
    role = Group.objects.get(name=roles.MARKETING)

    page = client.get(f"{REPORT}results/?group={role.pk}").content.decode()

    assert "ada" in page
    assert "somebody" not in page


@pytest.mark.parametrize("export", ["", "?export=csv"])
def test_it_takes_as_many_queries_for_twenty_people_as_for_two(sign_in: SignIn, export: str) -> None:
    client = sign_in(roles.AUDITOR)
    person("ada", roles.MARKETING)
    client.get(REPORT + export)

    with CaptureQueriesContext(connection) as few:
        b"".join(client.get(REPORT + export))
    for number in range(18):
        person(f"user{number}", roles.MARKETING, roles.AUDITOR)
    with CaptureQueriesContext(connection) as many:
        b"".join(client.get(REPORT + export))

    assert len(many) == len(few)


def test_a_review_that_is_due_is_asked_for_until_somebody_signs_it(sign_in: SignIn) -> None:
    client, now = sign_in(roles.BUSINESS_OPERATOR), timezone.now()
    person("boss", roles.SYSTEM_ADMINISTRATOR)
    person("max", roles.MARKETING)
    User.objects.update(date_joined=now - timedelta(days=93))

    asked = remind_of_review(at=now)
    client.post(f"{REPORT}sign/", {"note": ""})
    asked_again = remind_of_review(at=now + timedelta(days=91))
    asked_later = remind_of_review(at=now + timedelta(days=93))

    assert (asked, asked_again, asked_later) == (True, False, True)
    assert Message.objects.filter(subject="The access review is due").first().recipients == ["boss@fund.test"]  # type: ignore[union-attr]

"""A person asks for a copy of their data, or to be erased: two others decide, and what must stay bears a number."""

import json
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.utils import timezone

from cms.accounts import roles
from cms.accounts.models import User
from cms.audit.verification import verify
from cms.moderation.errors import NotApprovedError
from cms.privacy import register
from cms.privacy.models import PersonalDataRequest
from fundfeed.models import Message
from tests.factories.access import manager, roles_of
from tests.factories.audit import events
from tests.factories.moderation import approve, checker, person, publish, submit
from tests.factories.privacy import data_request
from tests.factories.rights import as_owner
from tests.verification.four_eyes.scene import signed_in

pytestmark = pytest.mark.django_db
TRAIL = "/admin/reports/audit-trail/"


def left(name: str = "ada") -> User:
    """Somebody who may sign in no more, with things of their own."""
    user = person(name, roles.MARKETING)
    User.objects.filter(pk=user.pk).update(is_active=False, first_name="Ada", last_name="Lovelace")
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "kept-by-the-phone"})
    user.refresh_from_db()
    return user


def test_who_is_erased_keeps_a_number_and_nothing_else() -> None:
    ada = left()

    request = publish(data_request(ada, "erase"), by=manager())

    erased = User.objects.get(pk=ada.pk)
    assert (erased.username, erased.email, erased.get_full_name()) == (f"person-{ada.pk}", "", "")
    assert not erased.has_usable_password()
    assert roles_of(erased) == set()
    assert not Authenticator.objects.filter(user=erased).exists()
    assert request.carried_out_at is not None


def test_no_mail_about_it_says_who_it_was() -> None:
    ada = left()
    Message.objects.all().delete()

    publish(data_request(ada, "erase"), by=manager())

    told = Message.objects.filter(thread="people")
    assert [mail.subject for mail in told] == [
        f"Access changed: The personal data of person-{ada.pk} were erased, as two people decided"
    ]
    assert "ada@example.org" not in str(list(told.values()))


def test_the_audit_trail_stays_whole_and_its_screens_show_the_number() -> None:
    ada, auditor = left(), signed_in(person("auditor", roles.AUDITOR))
    with transaction.atomic():
        publish(data_request(ada, "erase"), by=manager())
    events()

    page = auditor.get(TRAIL).content.decode()
    export = b"".join(auditor.get(f"{TRAIL}?export=csv").streaming_content).decode()  # type: ignore[attr-defined]
    about = [event for event in events("user.changed") if event.object_id == str(ada.pk)]
    one = auditor.get(f"{TRAIL}{about[-1].pk}/").content.decode()

    assert verify().is_sound
    assert about[-1].data["changes"]["email"] == ["ada@example.org", ""]
    assert all(f"person-{ada.pk}" in text for text in (page, export, one))
    assert not any("ada@example.org" in text for text in (page, export, one))


def test_nobody_new_is_called_as_the_erased_are() -> None:
    with pytest.raises(ValidationError, match="erased"):
        User(username="person-7").clean()


@pytest.mark.parametrize("name", ["person-{}", "Person-{}", "person-0{}"])
def test_and_the_database_says_so_too_to_whoever_owns_it(name: str) -> None:
    ada, bob = left(), person("bob")
    taken = name.format(ada.pk)

    for take in (lambda: person(taken), lambda: User.objects.filter(pk=bob.pk).update(username=taken)):
        with pytest.raises(DatabaseError, match="whose data were erased"), transaction.atomic(), as_owner():
            take()


def test_whoever_may_still_sign_in_is_not_erased() -> None:
    ada, eve = person("ada", roles.MARKETING), left("eve")
    state = submit(data_request(eve, "erase"), by=manager())
    with as_owner():
        User.objects.filter(pk=eve.pk).update(is_active=True)

    with pytest.raises(ValidationError, match="Deactivate this person first"):
        submit(data_request(ada, "erase"), by=manager())
    with pytest.raises((NotApprovedError, ValidationError), match="Deactivate this person first"):
        approve(state)


def test_the_database_lets_no_name_go_without_an_approval_nor_take_another_s_place() -> None:
    ada = left()
    submit(data_request(ada, "erase"), by=manager())

    for changed in (
        {"username": f"person-{ada.pk}", "email": "", "first_name": "", "last_name": ""},
        {"username": "bob"},
    ):
        with pytest.raises(DatabaseError, match="keeps number and name"), transaction.atomic():
            User.objects.filter(pk=ada.pk).update(**changed)


def test_a_request_that_was_carried_out_counts_no_second_time() -> None:
    request = publish(data_request(left(), "erase"), by=manager())

    with pytest.raises(DatabaseError, match="carried out already"), transaction.atomic():
        PersonalDataRequest.objects.filter(pk=request.pk).update(carried_out_at=None)


def test_nobody_decides_about_their_own_data() -> None:
    ada = person("ada", roles.SYSTEM_ADMINISTRATOR)
    state = submit(data_request(ada), by=manager())

    with pytest.raises(PermissionDenied, match="your own data"):
        approve(state, by=ada)


def test_a_copy_is_taken_by_those_who_may_once_it_is_approved() -> None:
    ada = person("ada", roles.MARKETING)
    request = publish(data_request(ada), by=manager())
    address = f"/admin/reports/personal-data/{request.pk}/copy/"

    answer = signed_in(manager()).get(address)
    refused = signed_in(person("max", roles.AUDITOR)).get(address)

    copy = json.loads(answer.content)
    assert copy["account"]["email"] == "ada@example.org"
    assert copy["account"]["roles"] == ["Marketing"]
    assert {entry["title"] for entry in copy["kept"]} == {entry.title for entry in register.entries()}
    assert refused.status_code == 302
    assert [event.actor for event in events("export.downloaded")] == ["manager"]


@pytest.mark.parametrize(("ago", "is_there"), [(timedelta(days=6, hours=23), True), (timedelta(days=7), False)])
def test_a_copy_is_there_for_a_week(ago: timedelta, is_there: bool) -> None:
    request = PersonalDataRequest(kind="export", carried_out_at=timezone.now() - ago)

    assert request.can_be_fetched is is_there


def test_before_it_is_approved_there_is_no_copy() -> None:
    request = data_request(person("ada"))
    submit(request, by=manager())

    answer = signed_in(checker()).get(f"/admin/reports/personal-data/{request.pk}/copy/")

    assert answer.status_code == 404


def test_a_copy_holds_no_secret() -> None:
    ada = left()
    request = publish(data_request(ada), by=manager())

    text = signed_in(manager()).get(f"/admin/reports/personal-data/{request.pk}/copy/").content.decode()

    assert json.loads(text)["account"]["username"] == "ada"
    assert not any(secret in text for secret in ("kept-by-the-phone", '"password"'))

"""What a person may do changes when two others agree, at once and completely."""

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.test import Client

from cms.access.models import CARRIED_OUT, AccessChange
from cms.accounts import roles
from cms.accounts.models import User
from fundfeed.models import Message
from tests.factories.access import manager, proposal, roles_of
from tests.factories.moderation import approve, checker, person, publish, reject, submit
from tests.verification.four_eyes.scene import signed_in

pytestmark = pytest.mark.django_db

CHANGES = "/admin/snippets/access/accesschange"


def as_they_are(client: Client, whom: User) -> dict[str, object]:
    """The form of a new proposal as the screen prefills it."""
    form = client.get(f"{CHANGES}/add/?person={whom.pk}").context["form"]
    return {"person": whom.pk, "roles": form.initial["roles"], "email": form.initial["email"], "is_active": "on"}


def test_one_proposes_on_screen_and_another_approves_on_screen() -> None:
    ada, proposer, decider = person("ada", roles.AUDITOR), signed_in(manager()), signed_in(checker())
    prefilled = as_they_are(proposer, ada)

    wanted = {"roles": [roles.AUDITOR, roles.MARKETING], "reason": "Helps out", "action-submit": "1"}
    proposer.post(f"{CHANGES}/add/", prefilled | wanted)
    state = AccessChange.objects.get().current_workflow_task_state
    page = decider.get(f"/admin/review/{state.pk}/").content.decode()
    before = roles_of(ada)
    decider.post(f"/admin/review/{state.pk}/", {"decision": "approve"})

    assert (prefilled["roles"], prefilled["email"]) == ([roles.AUDITOR], ada.email)
    assert '<span class="deletion">Auditor</span> <span class="addition">Auditor, Marketing</span>' in page
    assert "Helps out" in page
    assert (before, roles_of(ada)) == ({roles.AUDITOR}, {roles.AUDITOR, roles.MARKETING})


def test_an_approval_sets_all_of_it_and_only_once() -> None:
    ada = person("ada", roles.AUDITOR)
    Authenticator.objects.create(user=ada, type=Authenticator.Type.TOTP, data={})

    wanted = {"email": "new@example.org", "is_superuser": True, "forgets_second_factor": True}
    change = publish(proposal(ada, roles.CONTENT_MANAGER, **wanted), by=manager())

    ada.refresh_from_db()
    assert (ada.email, ada.is_superuser, roles_of(ada)) == ("new@example.org", True, {roles.CONTENT_MANAGER})
    assert not Authenticator.objects.filter(user=ada).exists()
    assert change.applied_at is not None
    with pytest.raises(ValidationError, match=CARRIED_OUT):
        change.full_clean()


def test_somebody_who_left_comes_back_by_an_approval() -> None:
    ada = person("ada", roles.AUDITOR)
    User.objects.filter(pk=ada.pk).update(is_active=False)
    ada.refresh_from_db()

    publish(proposal(ada, roles.AUDITOR, is_active=True), by=manager())

    ada.refresh_from_db()
    assert ada.is_active


def test_nothing_changes_until_somebody_approves_or_when_somebody_refuses() -> None:
    ada = person("ada")

    state = submit(proposal(ada, roles.SYSTEM_ADMINISTRATOR), by=manager())
    before = roles_of(ada)
    reject(state)

    assert (before, roles_of(ada)) == (set(), set())


def test_administrators_and_both_addresses_hear_who_changed_what_and_why() -> None:
    ada, overseer = person("ada"), checker("overseer")

    publish(proposal(ada, roles.MARKETING, email="new@example.org"), by=manager())

    mail = Message.objects.filter(subject__startswith="Access changed").latest("pk")
    assert {overseer.email, "ada@example.org", "new@example.org"} <= set(mail.recipients)
    assert "ada was given the role Marketing." in mail.text
    assert "Proposed by manager, approved by checker. Reason: Joins the team" in mail.text


def test_each_step_is_mailed_to_maker_and_checkers() -> None:
    proposer, overseer = manager(), checker("overseer")

    approve(submit(proposal(person("ada"), roles.MARKETING), by=proposer))

    steps = Message.objects.filter(subject__contains="change of access “Access of ada”")
    assert {mail.subject.partition(":")[0] for mail in steps} == {"Waits for a decision", "Approved"}
    assert all({proposer.email, overseer.email} <= set(mail.recipients) for mail in steps)


def test_whom_it_is_about_is_not_offered_the_decision_and_told_why() -> None:
    eve = checker("eve")
    state = submit(proposal(eve, roles.SYSTEM_ADMINISTRATOR, roles.AUDITOR), by=manager())

    page = signed_in(eve).get(f"/admin/review/{state.pk}/").content.decode()

    assert "This is about your own access" in page
    assert 'value="approve"' not in page


def test_the_address_of_somebody_s_first_rights_is_shown_to_whoever_decides() -> None:
    new, known = person("ada"), person("bob", roles.AUDITOR)
    first, more = (submit(proposal(who, roles.MARKETING), by=manager()) for who in (new, known))
    client = signed_in(checker())

    pages = [client.get(f"/admin/review/{state.pk}/").content.decode() for state in (first, more)]

    assert '<span class="addition">ada@example.org</span>' in pages[0]
    assert "bob@example.org" not in pages[1]


def test_a_role_that_is_none_is_refused() -> None:
    with pytest.raises(ValidationError, match="There is no role King"):
        proposal(person("ada"), "King").full_clean()


@pytest.mark.parametrize("role", [None, *roles.ROLES])
def test_business_operators_and_administrators_propose_and_nobody_else(role: str | None) -> None:
    client = signed_in(person("somebody", *([role] if role else [])))

    answer = client.get(f"{CHANGES}/add/").status_code

    assert (answer == 200) == (role in {roles.BUSINESS_OPERATOR, roles.SYSTEM_ADMINISTRATOR})


def test_the_screens_of_people_lead_to_a_proposal() -> None:
    ada, client = person("ada"), signed_in(manager())
    address = f"{CHANGES}/add/?person={ada.pk}"

    assert address in client.get("/admin/users/").content.decode()
    assert address in client.get(f"/admin/users/edit/{ada.pk}/").content.decode()


def test_the_access_review_shows_what_waits() -> None:
    state = submit(proposal(person("ada"), roles.MARKETING), by=manager())

    page = signed_in(person("auditor", roles.AUDITOR)).get("/admin/reports/access-review/").content.decode()

    assert f'<a href="/admin/review/{state.pk}/">Access of ada</a>' in page


def test_a_proposal_asks_again_who_sits_there() -> None:
    client = Client()
    client.force_login(manager())

    assert "/sign-in/" in client.get(f"{CHANGES}/add/")["Location"]

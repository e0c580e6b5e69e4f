"""Rights by real HTTP: whoever manages people, decides, or is a superuser gives nobody a right alone."""

from dataclasses import dataclass
from typing import Any, Final

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import Collection, CollectionViewRestriction, TaskState

from cms.access.models import AccessChange
from cms.accounts import roles
from cms.accounts.models import User
from tests.factories.access import proposal, roles_of
from tests.factories.moderation import approve, checker, maintenance_window, person, publish, submit

from .scene import everything_permitted, signed_in

WHO: Final = {
    "people manager": (roles.BUSINESS_OPERATOR,),
    "checker": (roles.SYSTEM_ADMINISTRATOR,),
    "both": (roles.BUSINESS_OPERATOR, roles.SYSTEM_ADMINISTRATOR),
    "superuser": (),
}
CHANGES: Final = "/admin/snippets/access/accesschange"
ALONE: Final = ("action-submit", "action-publish")


@dataclass(frozen=True)
class Attack:
    """Somebody with every permission, a second account of his, and a checker whom he would like to be."""

    by: User
    client: Client
    second: User
    victim: User

    def post(self, path: str, data: dict[str, Any] | None = None) -> int:
        """Try it; a server that falls over is a defect of its own."""
        answer = self.client.post(path, data or {})
        assert answer.status_code < 500, (path, answer.status_code)
        return answer.status_code

    def decide_everything(self) -> None:
        """Approve whatever waits."""
        for state in TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS):
            self.post(f"/admin/review/{state.pk}/", {"decision": "approve"})


@pytest.fixture(params=WHO)
def attack(db: None, request: pytest.FixtureRequest) -> Attack:
    """Once for each kind of attacker."""
    by = everything_permitted(person("bad", *WHO[request.param], is_superuser=request.param == "superuser"))
    return Attack(by=by, client=signed_in(by), second=person("bad-too"), victim=checker("victim"))


def rights(user: User) -> tuple[object, ...]:
    """All that two people decide about."""
    user = User.objects.get(pk=user.pk)
    return user.username, user.email, user.is_superuser, user.is_active, roles_of(user)


def form_of(user: User, **values: Any) -> dict[str, Any]:
    """The screen of a person, filled in."""
    known = {"username": user.username, "email": user.email, "first_name": "A", "last_name": "Person"}
    return known | {"is_active": "on"} | values


def wanted(user: User, *names: str, **values: Any) -> dict[str, Any]:
    """The form of a change of access, filled in."""
    return {"person": user.pk, "roles": names, "email": user.email, "is_active": "on", "reason": "Mine"} | values


def test_no_screen_makes_another_account_a_checker(attack: Attack) -> None:
    role, before = Group.objects.get(name=roles.SYSTEM_ADMINISTRATOR), rights(attack.second)
    form = form_of(attack.second, groups=[role.pk], is_superuser="on")

    attack.post(f"/admin/users/edit/{attack.second.pk}/", form)
    attack.post("/admin/users/new/", form | {"username": "third", "email": "third@example.org"})
    attack.post(f"/admin/bulk/accounts/user/assign_role/?id={attack.second.pk}", {"role": role.pk})
    attack.post(f"/admin/groups/edit/{role.pk}/", {"name": role.name, "user_set": [attack.second.pk]})

    assert rights(attack.second) == before
    assert not User.objects.filter(username="third", groups=role).exists()
    assert not User.objects.filter(username="third", is_superuser=True).exists()


def test_nobody_approves_the_access_that_he_proposed(attack: Attack) -> None:
    before = rights(attack.second)

    for button in ALONE:
        attack.post(f"{CHANGES}/add/", wanted(attack.second, roles.SYSTEM_ADMINISTRATOR) | {button: "1"})
    attack.decide_everything()

    assert AccessChange.objects.count() == len(ALONE)
    assert not AccessChange.objects.filter(live=True).exists()
    assert rights(attack.second) == before


def test_nobody_proposes_his_own_access(attack: Attack) -> None:
    attack.post(f"{CHANGES}/add/", wanted(attack.by, *roles.ROLES) | {"action-submit": "1"})

    assert not AccessChange.objects.exists()


def test_access_that_was_proposed_past_the_form_by_its_own_person_is_not_carried_out(attack: Attack) -> None:
    before = rights(attack.by)
    state = submit(proposal(attack.by, roles.SYSTEM_ADMINISTRATOR, roles.SYSTEM_OPERATOR), by=attack.by)

    signed_in(attack.victim).post(f"/admin/review/{state.pk}/", {"decision": "approve"})

    assert rights(attack.by) == before
    assert not AccessChange.objects.filter(live=True).exists()


def test_nobody_decides_about_his_own_access(attack: Attack) -> None:
    before = rights(attack.by)
    state = submit(proposal(attack.by, *roles.ROLES[:5]), by=person("manager", roles.BUSINESS_OPERATOR))

    page = attack.client.get(f"/admin/review/{state.pk}/").content.decode()
    attack.decide_everything()

    assert 'value="approve"' not in page
    assert rights(attack.by) == before


def test_nobody_takes_over_a_checker_by_address_name_or_second_factor(attack: Attack) -> None:
    phone = Authenticator.objects.create(user=attack.victim, type=Authenticator.Type.TOTP, data={})
    before, taken = rights(attack.victim), {"email": attack.by.email, "username": "bad2"}

    attack.post(f"/admin/users/edit/{attack.victim.pk}/", form_of(attack.victim, **taken))
    attack.post(f"/admin/users/forget-second-factor/{attack.victim.pk}/")
    whole = wanted(attack.victim, roles.SYSTEM_ADMINISTRATOR, email=attack.by.email, forgets_second_factor="on")
    attack.post(f"{CHANGES}/add/", whole | {"action-submit": "1"})
    attack.decide_everything()

    assert rights(attack.victim) == before
    assert Authenticator.objects.filter(pk=phone.pk).exists()


def test_nobody_brings_a_deactivated_checker_back(attack: Attack) -> None:
    User.objects.filter(pk=attack.victim.pk).update(is_active=False)

    attack.post(f"/admin/users/edit/{attack.victim.pk}/", form_of(attack.victim))
    attack.post(f"/admin/bulk/accounts/user/set_active_state/?id={attack.victim.pk}", {"mark_as_active": "True"})

    assert not User.objects.get(pk=attack.victim.pk).is_active


def test_without_checkers_nothing_is_approved(attack: Attack) -> None:
    state = submit(maintenance_window(), by=attack.second)

    attack.post(f"/admin/users/deactivate/{attack.victim.pk}/", {"reason": "Gone"})
    if not attack.by.groups.filter(name=roles.SYSTEM_ADMINISTRATOR).exists():
        attack.decide_everything()

    state.refresh_from_db()
    assert state.status == TaskState.STATUS_IN_PROGRESS


def test_an_approved_change_of_access_is_neither_repeated_nor_rewritten(attack: Attack) -> None:
    change = publish(proposal(attack.second, roles.MARKETING), by=person("manager", roles.BUSINESS_OPERATOR))
    attack.second.groups.clear()

    form = wanted(attack.second, roles.SYSTEM_ADMINISTRATOR)
    attack.post(f"{CHANGES}/edit/{change.pk}/", form | {"action-submit": "1"})
    for revision in change.revisions.all():
        attack.post(f"{CHANGES}/edit/{change.pk}/", form | {"revision": revision.pk, "action-submit": "1"})
    attack.decide_everything()

    assert roles_of(attack.second) == set()


def test_withdrawing_a_change_of_access_gives_nothing(attack: Attack) -> None:
    change = publish(proposal(attack.second, roles.MARKETING), by=person("manager", roles.BUSINESS_OPERATOR))
    attack.second.groups.clear()
    address = f"/admin/review/withdraw/{change.get_content_type().pk}/{change.pk}/"

    attack.post(address, {"reason": "Once more"})
    for state in TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS):
        approve(state.specific, by=attack.victim)

    assert roles_of(attack.second) == set()


def test_nobody_changes_what_a_role_may_do(attack: Attack) -> None:
    role = Group.objects.get(name=roles.MARKETING)
    before = [set(group.permissions.values_list("pk", flat=True)) for group in Group.objects.order_by("pk")]

    for path in ("new/", f"edit/{role.pk}/", f"delete/{role.pk}/"):
        attack.post(f"/admin/groups/{path}", {"name": "Mine", "permissions": [1, 2, 3]})
    attack.post(f"/admin/bulk/auth/group/delete/?id={role.pk}")

    assert [set(group.permissions.values_list("pk", flat=True)) for group in Group.objects.order_by("pk")] == before


def test_nobody_makes_moves_or_hides_a_collection(attack: Attack) -> None:
    root = Collection.get_first_root_node()
    private = {"restriction_type": "login", "password": "", "groups": []}

    for path, data in (
        ("add/", {"name": "Mine", "parent": root.pk}),
        (f"{root.pk}/", {"name": "Mine"}),
        (f"{root.pk}/delete/", {}),
        (f"{root.pk}/privacy/", private),
    ):
        attack.post(f"/admin/collections/{path}", data)

    assert list(Collection.objects.values_list("name", "path")) == [(root.name, root.path)]
    assert not CollectionViewRestriction.objects.exists()

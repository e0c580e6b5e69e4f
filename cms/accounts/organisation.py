"""People whom the organisation's identity provider vouches for: who they are here, and which roles they have."""

from collections.abc import Collection, Mapping
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction
from django.http import HttpRequest

from .confirmation import BY_PROVIDER, SECOND_FACTOR
from .models import User


class NotAdmitted(Exception):
    """The identity provider knows the person, and this installation has no place for them."""


def roles_of(claims: Mapping[str, Any]) -> frozenset[str]:
    """The roles that the groups in the claims give, by `OIDC_ROLES`; groups that it doesn't name give none."""
    stated = claims.get(settings.OIDC_GROUPS_CLAIM) or ()
    groups = (stated,) if isinstance(stated, str) else stated
    return frozenset(settings.OIDC_ROLES[group] for group in groups if group in settings.OIDC_ROLES)


@transaction.atomic
def admit(request: HttpRequest, login: SocialLogin) -> None:
    """Give the login its person, made at the first time, with exactly the roles that the provider states now."""
    claims = _claims(login.account.extra_data)
    roles = roles_of(claims)
    if not roles:
        raise NotAdmitted("Your organisation gives you no role in this repository.")
    user = login.user if login.is_existing else _person(claims)
    if not user.is_active:
        raise NotAdmitted("Your account here is deactivated.")
    if not login.is_existing:
        _tie(login, user)
    _give(user, roles)
    if SECOND_FACTOR in (claims.get("amr") or ()):
        record_authentication(request, user, method=SECOND_FACTOR, type=BY_PROVIDER)


def _claims(data: Mapping[str, Any]) -> dict[str, Any]:
    """What the identity token says, and what the provider's user endpoint adds."""
    return {**data.get("id_token", {}), **data.get("userinfo", {})}


def _person(claims: Mapping[str, Any]) -> User:
    """The user of the stated name, made if there is none; a name that another identity holds is refused."""
    username = str(claims.get(settings.OIDC_USERNAME_CLAIM) or "").strip()
    if not username:
        raise NotAdmitted(f"Your organisation states no {settings.OIDC_USERNAME_CLAIM} for you.")
    user = User.objects.filter(username__iexact=username).first()
    if user is None:
        user = User(username=username, email=str(claims.get("email") or ""))
        user.first_name, user.last_name = str(claims.get("given_name") or ""), str(claims.get("family_name") or "")
        user.set_unusable_password()
        user.save()
    elif user.is_superuser or SocialAccount.objects.filter(user=user).exists():
        raise NotAdmitted("Your user name belongs to somebody else here.")
    return user


def _tie(login: SocialLogin, user: User) -> None:
    login.user = login.account.user = user
    login.account.save()


def _give(user: User, roles: Collection[str]) -> None:
    wanted = Group.objects.filter(name__in=roles)
    if set(user.groups.values_list("name", flat=True)) != set(wanted.values_list("name", flat=True)):
        user.groups.set(wanted)

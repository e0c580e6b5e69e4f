"""People whom the organisation's identity provider vouches for: who they are here, and which roles they keep."""

from collections.abc import Collection, Mapping
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction
from django.http import HttpRequest

from .confirmation import BY_PROVIDER, SECOND_FACTOR
from .models import User, is_of_erased
from .telling import tell

NOT_YET = "Your account is there, and two people here must approve your roles before you can use it."
TAKEN = "Your user name belongs to somebody else here."
OTHER_WAY = "Somebody of your user name signs in another way here."


class NotAdmitted(Exception):
    """The identity provider knows the person, and this installation has no place for them."""


def roles_of(claims: Mapping[str, Any]) -> frozenset[str]:
    """The roles that the groups in the claims give, by `OIDC_ROLES`; groups that it doesn't name give none."""
    stated = claims.get(settings.OIDC_GROUPS_CLAIM) or ()
    groups = (stated,) if isinstance(stated, str) else stated
    return frozenset(settings.OIDC_ROLES[group] for group in groups if group in settings.OIDC_ROLES)


def admit(request: HttpRequest, login: SocialLogin) -> None:
    """Give the login its person, made at the first time; takes roles away, and never gives one.

    Raises `NotAdmitted` for who has no role that both the provider states and two people here approved.
    """
    claims = _claims(login.account.extra_data)
    if not _welcome(login, claims).groups.exists():
        raise NotAdmitted(NOT_YET)
    if SECOND_FACTOR in (claims.get("amr") or ()):
        record_authentication(request, login.user, method=SECOND_FACTOR, type=BY_PROVIDER)


@transaction.atomic
def _welcome(login: SocialLogin, claims: Mapping[str, Any]) -> User:
    """The person with the roles that are left; kept also when nothing is, so that two people find the account."""
    roles = roles_of(claims)
    if not roles:
        raise NotAdmitted("Your organisation gives you no role in this repository.")
    user = login.user if login.is_existing else _person(claims)
    if not user.is_active:
        raise NotAdmitted("Your account here is deactivated.")
    if not login.is_existing:
        _tie(login, user)
    _narrow(user, roles)
    return user


def _claims(data: Mapping[str, Any]) -> dict[str, Any]:
    """What the identity token says, and what the provider's user endpoint adds."""
    return {**data.get("id_token", {}), **data.get("userinfo", {})}


def _person(claims: Mapping[str, Any]) -> User:
    """The user of the stated name, made if there is none; a name that another identity holds is refused."""
    username = str(claims.get(settings.OIDC_USERNAME_CLAIM) or "").strip()
    if not username:
        raise NotAdmitted(f"Your organisation states no {settings.OIDC_USERNAME_CLAIM} for you.")
    if is_of_erased(username):
        raise NotAdmitted("So are people called here whose data were erased.")
    user = User.objects.filter(username__iexact=username).first()
    if user is None:
        user = User(username=username, email=str(claims.get("email") or ""))
        user.first_name, user.last_name = str(claims.get("given_name") or ""), str(claims.get("family_name") or "")
        user.set_unusable_password()
        user.save()
    elif user.is_superuser or SocialAccount.objects.filter(user=user).exists():
        raise NotAdmitted(TAKEN)
    elif user.has_usable_password():
        raise NotAdmitted(OTHER_WAY)
    return user


def _tie(login: SocialLogin, user: User) -> None:
    login.user = login.account.user = user
    login.account.save()


def _narrow(user: User, stated: Collection[str]) -> None:
    """Take away what the provider doesn't state any more; say what it states and two people haven't given yet."""
    held = set(user.groups.values_list("name", flat=True))
    if held - set(stated):
        user.groups.remove(*Group.objects.filter(name__in=held - set(stated)))
    if missing := sorted(set(stated) - held):
        tell(f"The identity provider states roles of {user} that nobody approved here: {', '.join(missing)}.")

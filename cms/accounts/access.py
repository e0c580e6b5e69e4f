"""Who can do what at this moment, and what changed since somebody last looked through it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.utils import timezone

from .models import AccessReview, User

Snapshot = Mapping[str, Mapping[str, Any]]
HIDDEN = {"access_admin"}


@dataclass(frozen=True)
class Access:
    """One person's access, as the review shows and exports it."""

    pk: int
    username: str
    name: str
    email: str
    active: bool
    superuser: bool
    roles: str
    may: str
    last_login: datetime | None
    second_factor: str
    dormant: bool
    changed: str

    @property
    def state(self) -> str:
        """Active, dormant or deactivated, in one word."""
        if not self.active:
            return "Deactivated"
        return "Dormant" if self.dormant else "Active"


def people() -> QuerySet[User]:
    """Everybody, with what the review reads of them."""
    return User.objects.prefetch_related(
        "groups__permissions__content_type", "user_permissions__content_type"
    ).order_by("username")


def access_of(users: Iterable[User], *, before: Snapshot | None, now: datetime) -> list[Access]:
    """One row for each person; `before` is the access at the last review, if there was one."""
    users = list(users)
    enrolled = set(
        Authenticator.objects.filter(user__in=users, type=Authenticator.Type.TOTP).values_list("user_id", flat=True)
    )
    return [_access(user, user.pk in enrolled, before, now) for user in users]


def snapshot() -> dict[str, dict[str, Any]]:
    """Everybody's access in the form that a review keeps."""
    return {user.username: _kept(user) for user in User.objects.prefetch_related("groups").order_by("username")}


def last_snapshot() -> Snapshot | None:
    """The access at the last review."""
    review = AccessReview.objects.first()
    return review.access if review else None


def is_dormant(user: User, *, now: datetime) -> bool:
    """Whether nobody has signed in for as long as `DORMANT_AFTER_DAYS`, counted from the account's first day."""
    return user.is_active and now - (user.last_login or user.date_joined) > settings.DORMANT_AFTER


def difference(now: Mapping[str, Any], before: Mapping[str, Any] | None) -> str:
    """What changed of one person since the last review, in words; empty if nothing did."""
    if before is None:
        return "new"
    told = [f"+ {role}" for role in now["roles"] if role not in before["roles"]]
    told += [f"− {role}" for role in before["roles"] if role not in now["roles"]]
    if now["superuser"] != before["superuser"]:
        told.append("+ superuser" if now["superuser"] else "− superuser")
    if now["active"] != before["active"]:
        told.append("activated" if now["active"] else "deactivated")
    return ", ".join(told)


def words_of(permissions: Iterable[Permission]) -> str:
    """Permissions as sentences of verbs and things: "view delivery, fund; change user"."""
    things: dict[str, set[str]] = {}
    for permission in permissions:
        verb, _, model = permission.codename.partition("_")
        if permission.codename not in HIDDEN:
            things.setdefault(verb, set()).add(_named(permission, model))
    return "; ".join(f"{verb} {', '.join(sorted(names))}" for verb, names in sorted(things.items()))


def _named(permission: Permission, model: str) -> str:
    known = permission.content_type.model_class()
    return str(known._meta.verbose_name) if known else model


def _access(user: User, enrolled: bool, before: Snapshot | None, now: datetime) -> Access:
    kept = _kept(user)
    held = {one for group in user.groups.all() for one in group.permissions.all()} | set(user.user_permissions.all())
    return Access(
        pk=user.pk,
        username=user.username,
        name=user.get_full_name(),
        email=user.email,
        active=user.is_active,
        superuser=user.is_superuser,
        roles=", ".join([*(["superuser"] if user.is_superuser else []), *kept["roles"]]),
        may="everything that screens allow" if user.is_superuser else words_of(held),
        last_login=timezone.localtime(user.last_login) if user.last_login else None,
        second_factor=_second_factor(user, kept["roles"], enrolled),
        dormant=is_dormant(user, now=now),
        changed="" if before is None else difference(kept, before.get(user.username)),
    )


def _second_factor(user: User, roles: Iterable[str], enrolled: bool) -> str:
    if enrolled:
        return "On"
    needed = settings.SECOND_FACTOR_ROLES
    return "Missing" if needed and (user.is_superuser or not needed.isdisjoint(roles)) else "Off"


def _kept(user: User) -> dict[str, Any]:
    roles = sorted(group.name for group in user.groups.all())
    return {"active": user.is_active, "superuser": user.is_superuser, "roles": roles}

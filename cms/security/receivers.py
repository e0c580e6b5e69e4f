"""What people do at the door, and what changes their rights, as lines of the stream of security events."""

from typing import Any

from allauth.mfa import signals as second_factor
from axes.signals import user_locked_out
from django.contrib.auth.models import Group
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models import Model
from django.db.models.signals import m2m_changed, post_save
from django.dispatch import receiver
from django.http import HttpRequest

from cms.accounts.models import User
from cms.logs.security import tell

from .devices import SIGNED_IN

CHANGES = {"post_add": "given", "post_remove": "taken", "pre_clear": "all taken"}


@receiver(user_logged_in)
def signed_in(user: User, request: HttpRequest | None = None, **_: Any) -> None:
    """Somebody signed in."""
    tell("session.login", user_id=user.pk)
    if request is not None:
        request.META[SIGNED_IN] = user


@receiver(user_logged_out)
def signed_out(user: User | None, **_: Any) -> None:
    """Somebody signed out."""
    if user is not None:
        tell("session.logout", user_id=user.pk)


@receiver(user_login_failed)
def refused(credentials: dict[str, Any], **_: Any) -> None:
    """A password was wrong; what was typed as a name may be anything, so only a known person is named."""
    tell("session.refused", user_id=_known(credentials))


@receiver(user_locked_out)
def locked_out(username: str = "", **_: Any) -> None:
    """A name or an address was locked out."""
    tell("session.locked_out", user_id=_known({"username": username}))


@receiver(second_factor.authentication_failed)
def code_refused(user: User, **_: Any) -> None:
    """A code was wrong."""
    tell("second_factor.refused", user_id=user.pk)


@receiver(second_factor.authenticator_added)
def second_factor_added(user: User, **_: Any) -> None:
    """Somebody set up a second factor."""
    tell("second_factor.added", user_id=user.pk)


@receiver(second_factor.authenticator_removed)
def second_factor_removed(user: User, **_: Any) -> None:
    """Somebody gave up a second factor."""
    tell("second_factor.removed", user_id=user.pk)


@receiver(post_save, sender=User)
def account_saved(instance: User, *, created: bool, raw: bool, **_: Any) -> None:
    """An account is new, or one of its watched fields was changed."""
    before = getattr(instance, "_before", None) or {}
    changed = sorted(name for name, old in before.items() if old != getattr(instance, name))
    if not raw and (created or changed):
        tell("access.changed", user_id=instance.pk, change="created" if created else ", ".join(changed))
    if "is_active" in changed and not instance.is_active:
        tell("account.deactivated", user_id=instance.pk)


@receiver(m2m_changed, sender=User.groups.through)
def roles_changed(instance: Model, *, action: str, reverse: bool, pk_set: set[int] | None, **_: Any) -> None:
    """Roles were given to somebody, or taken."""
    if action in CHANGES and not reverse:
        tell("access.changed", user_id=instance.pk, change=f"roles {CHANGES[action]}", roles=sorted(pk_set or ()))


@receiver(m2m_changed, sender=User.user_permissions.through)
@receiver(m2m_changed, sender=Group.permissions.through)
def permissions_changed(instance: Model, *, action: str, reverse: bool, **_: Any) -> None:
    """Permissions were given to a role or a person, or taken."""
    if action in CHANGES and not reverse:
        whose = {"user_id": instance.pk} if isinstance(instance, User) else {"role": str(instance)}
        tell("access.changed", change=f"permissions {CHANGES[action]}", **whose)


def _known(credentials: dict[str, Any]) -> int | None:
    typed = str(credentials.get("username") or credentials.get("login") or "").replace("\x00", "")
    return User.objects.filter(username__iexact=typed).values_list("pk", flat=True).first() if typed else None

"""Watches users, roles and permissions, whatever changes them: a screen, a command, the identity provider."""

from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.db.models.signals import m2m_changed, post_save, pre_delete, pre_save
from django.dispatch import receiver

from .models import User
from .telling import tell, who

WATCHED = ("username", "email", "is_active", "is_superuser", "provider_id", "password")
SAID = {"is_active": ("deactivated", "activated"), "is_superuser": ("no longer a superuser", "made a superuser")}
WORDS = {"post_add": "given", "post_remove": "deprived of"}


@receiver(pre_save, sender=User)
def remember(*, instance: User, update_fields: frozenset[str] | None, raw: bool, **_: Any) -> None:
    """Keep what is stored now, so that the difference can be told once the new is stored."""
    instance._before = None  # type: ignore[attr-defined]
    if instance.pk and not raw and (update_fields is None or not update_fields.isdisjoint(WATCHED)):
        instance._before = User.objects.filter(pk=instance.pk).values(*WATCHED).first()  # type: ignore[attr-defined]


@receiver(post_save, sender=User)
def tell_of_user(*, instance: User, created: bool, raw: bool, **_: Any) -> None:
    """Tell of somebody new, and of each difference of somebody known."""
    if raw:
        return
    if created:
        rank = " as a superuser" if instance.is_superuser else ""
        tell(f"{instance.username} ({instance.email or 'no address'}) was made a user{rank}.", also=[instance.email])
        return
    before = instance._before or {}  # type: ignore[attr-defined]
    for field, old in before.items():
        if old != getattr(instance, field):
            tell(_difference(instance, field, old), also=[instance.email, before["email"]])
    if before and before["email"] != instance.email:
        EmailAddress.objects.filter(user=instance).delete()


@receiver(m2m_changed, sender=User.groups.through)
def tell_of_roles(*, instance: Model, action: str, pk_set: set[int] | None, reverse: bool, **_: Any) -> None:
    """Tell of a role given or taken."""
    word = WORDS.get(action)
    for pk in (word and pk_set) or ():
        user, role = (User.objects.get(pk=pk), instance) if reverse else (instance, Group.objects.get(pk=pk))
        tell(f"{user} was {word} the role {role}.", also=[user.email])  # type: ignore[attr-defined]


@receiver(m2m_changed, sender=User.user_permissions.through)
@receiver(m2m_changed, sender=Group.permissions.through)
def tell_of_permissions(*, instance: Model, action: str, pk_set: set[int] | None, reverse: bool, **_: Any) -> None:
    """Tell of a permission given to a role or a person, or taken."""
    word = WORDS.get(action)
    if word is None or reverse:
        return
    names = ", ".join(Permission.objects.filter(pk__in=pk_set or ()).values_list("codename", flat=True))
    if names:
        kind = "role" if isinstance(instance, Group) else "user"
        tell(f"The {kind} {instance} was {word}: {names}.")


@receiver(m2m_changed, sender=User.groups.through)
@receiver(m2m_changed, sender=Group.permissions.through)
def tell_before_clearing(*, instance: Model, action: str, reverse: bool, **_: Any) -> None:
    """Tell of a set that is about to be emptied, while it can still be read."""
    if action == "pre_clear" and not reverse:
        held = instance.groups if isinstance(instance, User) else instance.permissions  # type: ignore[attr-defined]
        names = ", ".join(str(one) for one in held.all())
        if names:
            tell(f"From {instance} was taken: {names}.", also=[getattr(instance, "email", "")])


@receiver(post_save, sender=Group)
def tell_of_group(*, instance: Group, created: bool, raw: bool, **_: Any) -> None:
    """Tell of a role that is new or was renamed."""
    if not raw:
        tell(f"The role {instance} was {'made' if created else 'saved'}.")


@receiver(pre_delete, sender=User)
def keep_people(*, instance: User, **_: Any) -> None:
    """People are deactivated: what they did must go on bearing their name."""
    raise PermissionDenied(f"{instance} can't be deleted, only deactivated.")


def _difference(user: User, field: str, old: Any) -> str:
    if field == "password":
        return f"{user.username}: the password was set by {who()}."
    if field in SAID:
        return f"{user.username} was {SAID[field][bool(getattr(user, field))]}."
    return f"{user.username}: {field} changed from {old or 'nothing'} to {getattr(user, field) or 'nothing'}."

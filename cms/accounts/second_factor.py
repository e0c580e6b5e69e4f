"""Who needs a second factor, and who has one."""

from allauth.mfa.models import Authenticator
from django.conf import settings

from .models import User


def needs_second_factor(user: User) -> bool:
    """Whether one of the person's roles asks for it; superusers need one as soon as any role does."""
    roles = settings.SECOND_FACTOR_ROLES
    return bool(roles) and (user.is_superuser or user.groups.filter(name__in=roles).exists())


def has_second_factor(user: User) -> bool:
    """Whether an authenticator app is set up."""
    return Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()


def forget_second_factor(user: User) -> bool:
    """Remove app and recovery codes, after a lost phone: the person sets up a new one. Says if there was one."""
    return bool(Authenticator.objects.filter(user=user).delete()[0])

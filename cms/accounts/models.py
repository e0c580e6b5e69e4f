"""The people who sign in, and the reviews of who may do what."""

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):  # type: ignore[django-manager-missing] # Wagtail's image has an untyped manager
    """A person who signs in to the admin; deactivated when they leave, never deleted."""

    class Meta:
        verbose_name = "user"
        verbose_name_plural = "users"
        permissions = [("unlock_user", "Can let a locked-out user in again")]


class AccessReview(models.Model):
    """That somebody looked through who may do what, with the access of that moment."""

    done_at = models.DateTimeField()
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    note = models.TextField(blank=True)
    access = models.JSONField(help_text="Of each user name: active, superuser, roles, as they were")

    class Meta:
        ordering = ("-done_at",)
        get_latest_by = "done_at"

    def __str__(self) -> str:
        return f"Access review of {self.done_at:%Y-%m-%d}"

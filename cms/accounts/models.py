"""The people who sign in, and the reviews of who may do what."""

import re
from typing import Final

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import cached_property

from fundfeed.models import Provider

from .roles import INFORMATION_PROVIDER

OF_ERASED: Final = re.compile(r"person-\d+", re.IGNORECASE)


def is_of_erased(username: str) -> bool:
    """Whether people are called so once their data are erased."""
    return OF_ERASED.fullmatch(username) is not None


class User(AbstractUser):  # type: ignore[django-manager-missing] # Wagtail's image has an untyped manager
    """A person who signs in to the admin; deactivated when they leave, never deleted."""

    provider = models.ForeignKey(
        Provider,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="information provider",
        help_text="Whose deliveries this person sees, and nothing else. Only for the role Information provider.",
    )

    def clean(self) -> None:
        """Refuse a new person the name of somebody who was erased, or will be."""
        super().clean()
        if self.pk is None and is_of_erased(self.username):
            raise ValidationError({"username": "So are people called whose data were erased."})

    @cached_property
    def is_outsider(self) -> bool:
        """Whether this is somebody of an information provider; one without a provider sees nothing."""
        return self.provider_id is not None or self.groups.filter(name=INFORMATION_PROVIDER).exists()

    class Meta:
        verbose_name = "user"
        verbose_name_plural = "users"
        permissions = [
            ("unlock_user", "Can let a locked-out user in again"),
            ("deactivate_user", "Can let a user in no more"),
        ]


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

"""The people who sign in."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.functional import cached_property

from fundfeed.models import Provider

from .roles import INFORMATION_PROVIDER


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

    @cached_property
    def is_outsider(self) -> bool:
        """Whether this is somebody of an information provider; one without a provider sees nothing."""
        return self.provider_id is not None or self.groups.filter(name=INFORMATION_PROVIDER).exists()

    class Meta:
        verbose_name = "user"
        verbose_name_plural = "users"

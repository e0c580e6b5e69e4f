"""The people who sign in."""

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):  # type: ignore[django-manager-missing] # Wagtail's image has an untyped manager
    """A person who signs in to the admin; deactivated when they leave, never deleted."""

    class Meta:
        verbose_name = "user"
        verbose_name_plural = "users"

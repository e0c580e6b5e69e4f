"""What nobody may change about people by a form, whoever they are."""

from typing import Any

from .models import User
from .telling import told_together

OWN_ROLES = "Nobody changes their own roles: ask another person who manages people."
SUPERUSERS_ONLY = "Only a superuser decides who is one."


class PersonRules:
    """For forms of users: fields that `by` may not change are shown, and what is posted for them is ignored."""

    instance: User
    fields: dict[str, Any]

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk == by.pk:
            self._shut("groups", OWN_ROLES)
            self._shut("is_superuser", OWN_ROLES)
        elif not by.is_superuser:
            self._shut("is_superuser", SUPERUSERS_ONLY)

    def save(self, commit: bool = True) -> User:
        """Save person and roles, and tell of all changes in one mail."""
        with told_together():
            user: User = super().save(commit=commit)  # type: ignore[misc] # of the form that this is mixed into
        return user

    def _shut(self, name: str, why: str) -> None:
        if name in self.fields:
            self.fields[name].disabled = True
            self.fields[name].help_text = why

"""What nobody may change about people by a form, whoever they are."""

from typing import Any

from .models import User
from .telling import told_together

BY_TWO = "Two people decide about this: propose other access."
TAKEN = "It is taken away by “Deactivate”, with a reason."
STAYS = "A user name stays: what the person did bears it."
ACCESS = ("groups", "is_superuser", "provider")


class PersonRules:
    """For forms of users: fields that two people decide about are shown, and what is posted for them is ignored."""

    instance: User
    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ACCESS:
            self._shut(name, BY_TWO)
        if self.instance.pk:
            self._shut("username", STAYS)
            self._shut("email", BY_TWO)
            for name in ("first_name", "last_name"):
                self.fields[name].required = False  # not everybody has both
            self._shut("is_active", TAKEN if self.instance.is_active else BY_TWO)

    def save(self, commit: bool = True) -> User:
        """Save the person, and tell of all changes in one mail."""
        with told_together():
            user: User = super().save(commit=commit)  # type: ignore[misc] # of the form that this is mixed into
        return user

    def _shut(self, name: str, why: str) -> None:
        if name in self.fields:
            self.fields[name].disabled = True
            self.fields[name].required = False
            self.fields[name].help_text = why

"""The form of a person: who belongs to an information provider belongs to exactly one, and has no other role."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import UserViewSet

from .roles import INFORMATION_PROVIDER

NEEDS_PROVIDER = f"Say which one: a person with the role {INFORMATION_PROVIDER} belongs to exactly one provider."
NEEDS_ROLE = f"Somebody of a provider has the role {INFORMATION_PROVIDER}, no other role, and isn't an administrator."


class OutsiderRule:
    """Keeps a provider's people apart from ours."""

    def clean(self) -> dict[str, Any]:
        """Refuse the role without a provider, and a provider with anything but the role."""
        cleaned: dict[str, Any] = super().clean()  # type: ignore[misc] # of the form that this is mixed into
        roles = {group.name for group in cleaned.get("groups") or ()}
        provider = cleaned.get("provider")
        if INFORMATION_PROVIDER in roles and not provider:
            self._refuse("provider", NEEDS_PROVIDER)
        if provider and (roles != {INFORMATION_PROVIDER} or cleaned.get("is_superuser")):
            self._refuse("groups", NEEDS_ROLE)
        return cleaned

    def _refuse(self, field: str, why: str) -> None:
        self.add_error(field, ValidationError(why))  # type: ignore[attr-defined]


class NewPersonForm(OutsiderRule, UserCreationForm):
    """A new person."""

    class Meta(UserCreationForm.Meta):
        fields = UserCreationForm.Meta.fields | {"provider"}


class PersonForm(OutsiderRule, UserEditForm):
    """Somebody who is there already."""

    class Meta(UserEditForm.Meta):
        fields = UserEditForm.Meta.fields | {"provider"}


class PeopleViewSet(UserViewSet):
    """People in the admin's settings."""

    def get_form_class(self, for_update: bool = False) -> type[UserEditForm] | type[UserCreationForm]:
        """The form for somebody new, or for an update."""
        return PersonForm if for_update else NewPersonForm

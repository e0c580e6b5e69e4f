"""A rule of the form of a person: who belongs to a provider belongs to exactly one, and has no other role."""

from typing import Any

from django.core.exceptions import ValidationError

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

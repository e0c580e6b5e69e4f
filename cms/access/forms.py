"""The form in which somebody's access is proposed."""

from typing import Any

from django import forms
from wagtail.admin.forms.models import WagtailAdminModelForm

from cms.accounts.roles import ROLES

NOT_YOURSELF = "Nobody proposes a change of their own access: ask another person."


class AccessChangeForm(WagtailAdminModelForm):
    """Roles as boxes to tick; never about whoever fills it in."""

    roles = forms.MultipleChoiceField(
        choices=[(role, role) for role in ROLES],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="All that the person has afterwards; what isn't ticked is taken away.",
    )

    def clean(self) -> dict[str, Any]:
        """Refuse a proposal about oneself."""
        cleaned: dict[str, Any] = super().clean()
        if cleaned.get("person") is not None and cleaned["person"] == self.for_user:
            self.add_error("person", NOT_YOURSELF)
        return cleaned

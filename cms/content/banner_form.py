"""The form of a banner."""

from typing import Any

from django.utils import timezone

from .unfinished_form import UnfinishedForm


class BannerForm(UnfinishedForm):
    """Asks beforehand what an approval couldn't mend any more."""

    def clean(self) -> dict[str, Any]:
        """Refuse to submit a window that is over: two people would decide about what nobody sees."""
        cleaned: dict[str, Any] = super().clean()
        ends_at = cleaned.get("ends_at")
        if ends_at and ends_at <= timezone.now() and not self.is_deferred_validation:
            self.add_error("ends_at", "That is over already: nobody would see the banner.")
        return cleaned

"""What becomes public by approval is written for the public in the same transaction."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from django.db import transaction
from wagtail.models import Locale

from cms.content import projection
from cms.content.expansion import Expansion
from cms.content.languages import TAGS, Tag
from cms.content.payloads import Payload
from cms.moderation.approval import Approval
from cms.preview.previewable import Draft, HeadlessPreviewable

from .published import PublishedContent


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One payload with what it is found by; at most one of each kind for one source."""

    kind: PublishedContent.Kind
    key: str
    payload: Payload
    sort_key: str = ""
    shown_from: datetime | None = None
    shown_until: datetime | None = None


class Projected(HeadlessPreviewable):
    """Stands before `Moderated` or `ModeratedPage` in the bases of what the API serves."""

    is_projected: ClassVar[bool] = True
    kind_of_draft: ClassVar[str]
    locale: Any
    locale_id: int | None

    def public(self, expansion: Expansion) -> Payload:
        """The payload that this is for the public, all texts and images expanded."""
        raise NotImplementedError

    def entries(self, expansion: Expansion) -> Iterator[Entry]:
        """What the public reads of this, all texts and images expanded."""
        raise NotImplementedError

    def draft(self) -> Draft:
        """The payload as it would be now; parts of it that aren't complete yet are left out."""
        payload = self.public(Expansion(of_draft=True))
        return Draft(kind=self.kind_of_draft, locale=self.tag, payload=payload)

    @property
    def tag(self) -> Tag:
        """Its language, as the API says it; the first one until Wagtail gives a new snippet its own."""
        locale = self.locale if self.locale_id else Locale.get_default()
        return TAGS[locale.language_code]

    def place_changes(self) -> set[str]:
        """What others may depend on of this, by the names of `depends_on`."""
        return set()

    def take_effect(self, approval: Approval) -> None:
        """Write what was approved for the public, and everything anew that refers to it.

        Nothing where a withdrawal was approved, so that nobody is told of a change to what goes at once.
        """
        super().take_effect(approval)
        if not self._has_run_out():
            projection.publish(self)

    @transaction.atomic
    def unpublish(self, *args: Any, **kwargs: Any) -> None:
        """Take it off the public record together with its source."""
        super().unpublish(*args, **kwargs)
        projection.withdraw(self)

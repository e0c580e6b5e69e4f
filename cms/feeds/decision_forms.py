"""The form of a decision: only deliveries about which something can be decided can be chosen."""

from collections.abc import Iterator
from typing import Any

from django import forms
from wagtail.admin.forms.models import WagtailAdminModelForm

from fundfeed.models import Delivery
from fundfeed.selectors.decidable import past_deliveries, suspicious_deliveries, uploaded_deliveries

Group = tuple[str, list[tuple[int, str]]]
GROUPS = (
    ("Suspicious: to release or reject", suspicious_deliveries),
    ("Uploaded: to publish or reject", uploaded_deliveries),
    ("Public before: to go back to", past_deliveries),
)


class DecisionForm(WagtailAdminModelForm):
    """Offers deliveries in groups by what can be decided about them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if field := self.fields.get("delivery"):
            groups = list(_groups())
            field.choices = [("", "---------"), *groups, *_now_impossible(self.instance.delivery, groups)]
            field.widget.choices = field.choices
        if kind := self.fields.get("kind"):
            kind.widget = forms.RadioSelect(choices=[choice for choice in kind.choices if choice[0]])


def _groups() -> Iterator[Group]:
    for heading, deliveries in GROUPS:
        if found := [(delivery.pk, told(delivery)) for delivery in deliveries()]:
            yield heading, found


def _now_impossible(chosen: Delivery | None, groups: list[Group]) -> list[Group]:
    """The delivery that was chosen before, should nothing be possible any more."""
    if chosen is None or any(chosen.pk == pk for _, group in groups for pk, _ in group):
        return []
    return [("Chosen before; nothing can be decided about it now", [(chosen.pk, told(chosen))])]


def told(delivery: Delivery) -> str:
    """The delivery in one line."""
    day = f" of {delivery.content_date:%d %b %Y}" if delivery.content_date else ""
    return f"{delivery.provider.code}: {delivery}{day}, received {delivery.received_at:%d %b %Y %H:%M} UTC"

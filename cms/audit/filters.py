"""Filters beside the audit trail: who, what, which object, when, from where."""

import django_filters
from django.db.models import Q, QuerySet
from wagtail.admin.filters import WagtailFilterSet

from cms.facts.filters import ValuesOf, between

from .models import AuditEvent
from .words import action

_codes = ValuesOf(AuditEvent, "action")


def actions() -> list[tuple[str, str]]:
    """Each action that ever happened, by its words."""
    return sorted(((code, action(code)) for code, _ in _codes()), key=lambda pair: pair[1])


class EventFilters(WagtailFilterSet):
    """By person, action, object, day and address."""

    actor = django_filters.CharFilter(label="Who", method="by_person")
    action = django_filters.ChoiceFilter(label="What", choices=actions, empty_label="Everything")
    about = django_filters.CharFilter(label="Object: name or ID", method="about_object")
    at = between("When")
    address = django_filters.CharFilter(label="From address", lookup_expr="startswith")
    comment = django_filters.CharFilter(label="Comment", lookup_expr="icontains")

    def by_person(self, events: QuerySet[AuditEvent], _name: str, person: str) -> QuerySet[AuditEvent]:
        """Events by somebody, and refused sign-ins with that name."""
        return events.filter(Q(actor__icontains=person) | Q(action__startswith="session.", label__icontains=person))

    def about_object(self, events: QuerySet[AuditEvent], _name: str, text: str) -> QuerySet[AuditEvent]:
        """Events about an object, by a part of its name or by its whole ID."""
        return events.filter(Q(label__icontains=text) | Q(object_id=text))

    class Meta:
        model = AuditEvent
        fields: list[str] = []

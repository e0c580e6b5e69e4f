"""Banners that would be shown at the same position at the same time: told, not refused."""

from typing import Any

from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, DateTimeField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet
from django.db.models.functions import Cast, JSONObject
from django.utils import timezone
from wagtail.admin.panels import Panel

from cms.moderation.spans import is_over


def overlapping(banner: Any) -> QuerySet[Any]:
    """Other banners of the same position and language, neither over nor withdrawn, whose window meets this one's."""
    others = _to_be_shown(apps.get_model("content", "Banner")._base_manager).exclude(pk=banner.pk)
    same = others.filter(position=banner.position, locale_id=banner.locale_id)
    if is_over(banner.ends_at, at=timezone.now()):
        return same.none()
    if banner.ends_at:
        same = same.filter(Q(starts_at__isnull=True) | Q(starts_at__lt=banner.ends_at))
    if banner.starts_at:
        same = same.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=banner.starts_at))
    return same.order_by("priority", "pk")


def with_overlaps(banners: QuerySet[Any]) -> QuerySet[Any]:
    """The banners of a list, each with `meets`: number and title of every one that it meets."""
    this = {"position": OuterRef("position"), "locale": OuterRef("locale")}
    others = _to_be_shown(banners.model._base_manager).filter(**this).exclude(pk=OuterRef("pk"))
    begins_in_time = Q(starts_at__isnull=True) | Q(starts_at__lt=F("this_end")) | Q(this_end__isnull=True)
    ends_in_time = Q(ends_at__isnull=True) | Q(ends_at__gt=F("this_start")) | Q(this_start__isnull=True)
    meeting = others.annotate(this_start=_of_this("starts_at"), this_end=_of_this("ends_at"))
    is_to_come = Q(this_end__gt=timezone.now()) | Q(this_end__isnull=True)
    found = meeting.filter(begins_in_time & ends_in_time & is_to_come).order_by("priority", "pk")
    return banners.annotate(meets=ArraySubquery(found.values(told=JSONObject(pk="pk", title="title"))))


def _to_be_shown(banners: Any) -> QuerySet[Any]:
    """Those whose window isn't over, without what was withdrawn."""
    submitted = apps.get_model("wagtailcore", "WorkflowState").objects.filter(
        base_content_type__app_label="content", base_content_type__model="banner", status="in_progress"
    )
    waits = Exists(submitted.filter(object_id=Cast(OuterRef("pk"), CharField())))
    comes = Q(ends_at__isnull=True) | Q(ends_at__gt=timezone.now())
    return banners.filter(comes, Q(live=True) | Q(first_published_at__isnull=True) | waits)


def _of_this(column: str) -> Any:
    return ExpressionWrapper(OuterRef(column), output_field=DateTimeField())


class OverlapPanel(Panel):
    """Names, above the form, the banners that this one meets."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "content/overlaps.html"

        def is_shown(self) -> bool:
            """Only where there is something to tell."""
            return self.instance.pk is not None and overlapping(self.instance).exists()

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """The banners with their windows."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            return context | {"overlapping": overlapping(self.instance)[:20]}

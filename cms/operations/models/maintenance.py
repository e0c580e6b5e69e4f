"""Maintenance that is announced beforehand, and what became of it."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, ClassVar, Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel
from wagtail.models import Revision

from cms.accounts.models import User
from cms.moderation.approval import Approval
from cms.moderation.snippets import Moderated

from .. import doubts
from ..recurrence import Plan, Recurrence, Span
from ..signals import window_approved

LONGEST: Final = timedelta(hours=24)
DONE_EN: Final = "The maintenance is over. Everything works as before."
DONE_ZH: Final = "維護工作已經完成，一切服務如常。"
ADVICE: Final = (
    "Planned maintenance is announced three days ahead, an emergency two hours. It ends when somebody says so under "
    "Operations, Maintenance now, or at its expected end."
)


class MaintenanceWindow(Moderated):
    """Times at which something isn't available, announced beforehand."""

    class Kind(models.TextChoices):
        PLANNED = "planned", "planned"
        EMERGENCY = "emergency", "emergency"

    class Scope(models.TextChoices):
        SITE = "site", "public site and API"
        FEED = "feed", "taking in deliveries"
        ADMIN = "admin", "this admin"
        ALL = "all", "the whole service"

    NOTICE: ClassVar[dict[Any, timedelta]] = {Kind.PLANNED: timedelta(hours=72), Kind.EMERGENCY: timedelta(hours=2)}

    title = models.CharField(max_length=120, help_text="For editors and operators: what is done")
    kind = models.CharField(max_length=9, choices=Kind.choices, default=Kind.PLANNED, db_default=Kind.PLANNED)
    scope = models.CharField("what isn't available", max_length=5, choices=Scope.choices, default=Scope.SITE)
    starts_at = models.DateTimeField("from", null=True)
    ends_at = models.DateTimeField("until (expected)", null=True)
    recurrence = models.CharField(
        "comes round",
        max_length=9,
        choices=[
            (Recurrence.ONCE.value, "once"),
            (Recurrence.WEEKLY.value, "weekly"),
            (Recurrence.MONTHLY.value, "monthly, such as each first Sunday"),
            (Recurrence.QUARTERLY.value, "quarterly"),
        ],
        default=Recurrence.ONCE.value,
        db_default=Recurrence.ONCE.value,
    )
    repeats_until = models.DateField("last day", null=True, blank=True, help_text="Empty: it goes on")
    message_en = models.TextField("message in English")
    message_zh_hant = models.TextField("message in Chinese (traditional)")
    completion_en = models.TextField("when it is over, in English", default=DONE_EN, db_default=DONE_EN)
    completion_zh_hant = models.TextField(
        "when it is over, in Chinese (traditional)", default=DONE_ZH, db_default=DONE_ZH
    )
    change = models.CharField(
        "change", max_length=20, blank=True, default="", db_default="", help_text="Its number, such as CHG-2026-0012"
    )

    panels = [
        HelpPanel(content=ADVICE),
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("scope"), FieldPanel("kind")]),
        FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")], heading="When it comes first"),
        FieldRowPanel([FieldPanel("recurrence"), FieldPanel("repeats_until")], heading="How often"),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("message_en", "message_zh_hant", "completion_en", "completion_zh_hant")],
            heading="What the public reads, before and afterwards",
        ),
        FieldPanel("change"),
    ]

    class Meta:
        verbose_name = "maintenance window"

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Refuse what ends before it begins, what would never end, and what the public isn't told in time."""
        super().clean()
        if self.starts_at is None or self.ends_at is None:
            return
        if self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": "It ends before it begins."})
        if self.recurrence != Recurrence.ONCE and self.ends_at - self.starts_at > LONGEST:
            raise ValidationError({"ends_at": "What comes round lasts a day at most."})
        self.refuse_a_late_notice()

    def doubts(self) -> Iterator[str]:
        """A long one, and one whose message names another length."""
        if self.starts_at is None or self.ends_at is None:
            return iter(())
        return doubts.doubts(self.starts_at, self.ends_at, english=self.message_en, chinese=self.message_zh_hant)

    def refuse_a_late_notice(self) -> None:
        """Raise `ValidationError` when the public would hear of its beginning too late."""
        notice = self.NOTICE[self.Kind(self.kind)]
        if self.starts_at and self._is_new() and self.starts_at < timezone.now() + notice:
            hours = f"{notice // timedelta(hours=1)} hours"
            raise ValidationError({"starts_at": f"The public is told at least {hours} before: begin later."})

    def publish(self, revision: Revision, user: User | None = None, **kwargs: Any) -> None:
        """Announce it; an approval that comes too late is refused."""
        revision.as_object().refuse_a_late_notice()
        super().publish(revision, user=user, **kwargs)

    def take_effect(self, approval: Approval) -> None:  # noqa: ARG002 - whoever approved it
        """Let the page that stands in for everything know of it."""
        window_approved.send(sender=type(self), window=self)

    @property
    def plan(self) -> Plan:
        """When it comes round, of a row that was approved."""
        first = Span(_known(self.starts_at), _known(self.ends_at))
        return Plan(first, Recurrence(self.recurrence), self.repeats_until, timezone.get_default_timezone())

    def _is_new(self) -> bool:
        """Whether the public doesn't know of this beginning yet."""
        known = type(self)._base_manager.filter(pk=self.pk, live=True).values_list("starts_at", flat=True).first()
        return known != self.starts_at


class MaintenanceOccurrence(models.Model):
    """One time at which a window came round: what was planned, what became of it, and what it did to others.

    Rows come from the minute's round; one person says when it is over or takes longer, and writes the impact.
    """

    window = models.ForeignKey(MaintenanceWindow, on_delete=models.PROTECT, related_name="occurrences")
    starts_at = models.DateTimeField("began")
    planned_ends_at = models.DateTimeField("was to end")
    ends_at = models.DateTimeField("expected end")
    ended_at = models.DateTimeField("over since", null=True, blank=True)
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    troubles = models.TextField("not well at its end", blank=True, default="")
    impact = models.TextField(blank=True, default="")

    class Meta:
        verbose_name = "maintenance record"
        ordering = ("-starts_at", "-pk")
        default_permissions = ("change", "view")
        constraints = [models.UniqueConstraint(fields=("window", "starts_at"), name="maintenance_recorded_once")]

    def __str__(self) -> str:
        return f"{self.window}, {timezone.localtime(self.starts_at):%-d %B %Y, %H:%M}"


def _known(moment: datetime | None) -> datetime:
    """A moment that an approved row has."""
    if moment is None:
        raise ValueError("what is public has a beginning and an end")
    return moment

"""What two people decided about a delivery."""

from django.db import models
from django.db.models import F, Q

from .delivery import Delivery
from .run import FeedRun


class Decision(models.Model):
    """A release, a rejection or a roll-back; one delivery is exactly its bytes, so it holds for those bytes only."""

    class Kind(models.TextChoices):
        RELEASE = "release"
        REJECT = "reject"
        ROLL_BACK = "roll_back", "roll back"

    kind = models.CharField(max_length=10, choices=Kind.choices)
    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="decisions")
    by = models.CharField("proposed by", max_length=150)
    approved_by = models.CharField(max_length=150)
    reason = models.TextField()
    decided_at = models.DateTimeField()
    run = models.ForeignKey(FeedRun, on_delete=models.PROTECT, null=True, blank=True, related_name="decisions")

    reference = models.CharField(
        max_length=60, blank=True, default="", db_default="", help_text="Its name where it was taken; carried out once"
    )

    class Meta:
        ordering = ("-decided_at",)
        constraints = [
            models.CheckConstraint(
                condition=~Q(by="") & ~Q(approved_by="") & ~Q(by=F("approved_by")), name="decision_by_two_people"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="decision_has_a_reason"),
            models.UniqueConstraint(
                fields=("delivery",), condition=Q(kind__in=("release", "reject")), name="delivery_decided_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.delivery} by {self.by}, approved by {self.approved_by}"

"""A decision about one delivery: proposed by one person, approved by another, carried out by a worker."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel
from wagtail.models import PreviewableMixin

from cms.moderation.approval import Approval
from cms.moderation.errors import NotApprovedError
from cms.moderation.snippets import Moderated
from fundfeed.adapters.broker import wake
from fundfeed.models import Delivery, FeedRun
from fundfeed.selectors.decidable import last_verdict
from fundfeed.services import DecisionRefusedError, refuse_release, refuse_roll_back

from ..decision_forms import DecisionForm
from ..decision_panels import ResultPanel
from ..decision_preview import differences_for

CARRY_OUT = "cms.feeds.tasks.carry_out_decisions"


class DeliveryDecision(PreviewableMixin, Moderated):
    """What is to happen to a delivery, and why; what became of it stands beside it."""

    class Kind(models.TextChoices):
        RELEASE = "release", "release a suspicious delivery"
        REJECT = "reject", "reject a delivery for good"
        ROLL_BACK = "roll_back", "go back to an earlier delivery"
        PUBLISH = "publish", "publish an uploaded delivery"

    class State(models.TextChoices):
        NONE = "", "not approved"
        WAITING = "waiting", "approved, waits for a worker"
        DONE = "done", "carried out"
        REFUSED = "refused", "could not be carried out"

    unseen_fields = frozenset({"state", "result", "run", "carried_out_at"})

    kind = models.CharField("what is to happen", max_length=10, choices=Kind.choices)
    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.TextField(help_text="Kept for good, with the names of both people")
    state = models.CharField(max_length=10, choices=State.choices, blank=True, default="", editable=False)
    result = models.TextField(blank=True, default="", editable=False)
    run = models.ForeignKey(FeedRun, on_delete=models.PROTECT, null=True, related_name="+", editable=False)
    carried_out_at = models.DateTimeField(null=True, editable=False)

    panels = [ResultPanel(), FieldPanel("kind"), FieldPanel("delivery"), FieldPanel("reason")]
    base_form_class = DecisionForm

    class Meta:
        verbose_name = "decision about a delivery"
        verbose_name_plural = "decisions about deliveries"
        indexes = [models.Index(fields=("state",), condition=models.Q(state="waiting"), name="decision_waiting")]

    def __str__(self) -> str:
        return f"{self.get_kind_display().capitalize()}: {self.delivery or 'none chosen'}"

    @property
    def never_withdrawn(self) -> str:
        """Only one that no worker has taken up can be taken back."""
        if self.state in (self.State.DONE, self.State.REFUSED):
            return "What was decided about a delivery stays decided: propose a new decision instead."
        return ""

    def clean(self) -> None:
        """Refuse a decision that can't be carried out now, and any change of one that was approved."""
        super().clean()
        if self.state:
            raise ValidationError("This was approved already. Propose a new decision instead.")
        if self.delivery and self.kind:
            try:
                self.refuse_impossible()
            except DecisionRefusedError as error:
                raise ValidationError({"delivery": str(error)}) from error

    def refuse_impossible(self) -> None:
        """Raise `DecisionRefusedError` unless the feed would do it now."""
        if self.delivery is None:
            raise DecisionRefusedError("No delivery is chosen.")
        if self.kind == self.Kind.ROLL_BACK:
            return refuse_roll_back(self.delivery)
        refuse_release(self.delivery)
        is_untried_upload = bool(self.delivery.uploaded_by) and not last_verdict(self.delivery)
        if self.kind == self.Kind.RELEASE and is_untried_upload:
            raise DecisionRefusedError(f"{self.delivery} was uploaded: choose to publish it.")
        if self.kind == self.Kind.PUBLISH and not is_untried_upload:
            raise DecisionRefusedError(f"{self.delivery} came through the feed: choose to release it.")
        return None

    def take_effect(self, approval: Approval) -> None:  # noqa: ARG002 - whoever carries it out reads the approval anew
        """Let a worker carry it out, once; raises `NotApprovedError` when it became impossible meanwhile."""
        if self.state or self._has_run_out():
            return
        try:
            self.refuse_impossible()
        except DecisionRefusedError as error:
            raise NotApprovedError(str(error)) from error
        self.state = self.State.WAITING
        self.save(update_fields=["state"])
        transaction.on_commit(lambda: wake(CARRY_OUT))

    def cease_effect(self, approval: Approval) -> None:  # noqa: ARG002 - as above
        """A worker that hasn't taken it up yet leaves it."""
        if self.state == self.State.WAITING:
            self.state, self.result = self.State.REFUSED, "It was withdrawn before a worker carried it out."
            self.save(update_fields=["state", "result"])

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:  # noqa: ARG002 - Wagtail's signature
        """The difference that it would make."""
        return "feeds/decision_preview.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """What the delivery would change in what is public now."""
        context: dict[str, Any] = super().get_preview_context(request, mode_name)
        told = {"decision": self, "is_rejection": self.kind == self.Kind.REJECT}
        return context | told | differences_for(self.delivery, user=request.user)

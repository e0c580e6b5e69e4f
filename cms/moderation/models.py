"""The step of a workflow at which a second person decides."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import QuerySet
from wagtail.locks import WorkflowLock
from wagtail.models import AbstractGroupApprovalTask, TaskState, WorkflowState

from cms.accounts.models import User

from .approval import makers_of
from .errors import NotApprovedError
from .waiting import decidable_by


class RejectionForm(forms.Form):
    """Sending something back needs a word to its maker."""

    comment = forms.CharField(label="What must change?", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class FrozenLock(WorkflowLock):
    """While somebody decides, nobody changes what is decided about."""

    def get_message(self, user: User) -> str | None:  # noqa: ARG002 - the signature is Wagtail's
        """What the editor says on top."""
        return (
            "This waits for a decision, so nobody can edit it. "
            "Its maker can cancel the submission, a checker can send it back."
        )


class FourEyesTask(AbstractGroupApprovalTask):
    """Approval by a member of the groups who had no hand in the content; superusers are no exception."""

    lock_class = FrozenLock

    class Meta:
        verbose_name = "approval by a second person"
        verbose_name_plural = "approvals by a second person"

    def start(self, workflow_state: WorkflowState, user: User | None = None) -> TaskState:
        """Begin with what the database holds: after a resubmission Wagtail's cached object is the rejected one."""
        workflow_state.content_object.refresh_from_db()
        return super().start(workflow_state, user=user)

    def may_decide(self, thing: Any, user: User) -> bool:
        """Whether `user` is a checker who had no hand in what waits."""
        return not self.why_not(thing, user)

    def is_checker(self, user: User) -> bool:
        """Whether `user` belongs to those who approve here."""
        return user.is_active and bool(self._user_in_groups(user))

    def why_not(self, thing: Any, user: User) -> str:
        """Why a checker isn't offered the decision, in a sentence; empty when he is."""
        if not self.is_checker(user):
            return "Only members of the approving group decide about this."
        revision = thing.get_latest_revision()
        makers = makers_of(revision)
        if user.pk in makers:
            return "You had a hand in what waits here, so somebody else must decide about it."
        if None in makers:
            return "It isn't known who made this, so it can't be approved."
        return str(revision.as_object().refusal_to(user))

    def get_actions(self, obj: Any, user: User) -> list[tuple[str, str, bool]]:
        """What `user` may do: nothing, or reject with a comment and approve with or without one."""
        if not self.may_decide(obj, user):
            return []
        return [
            ("reject", "Send back", True),
            ("approve", "Approve", False),
            ("approve", "Approve with comment", True),
        ]

    def get_form_for_action(self, action: str) -> type[forms.Form]:
        """The question that `action` asks."""
        return RejectionForm if action == "reject" else super().get_form_for_action(action)

    def user_can_access_editor(self, obj: Any, user: User) -> bool:  # noqa: ARG002 - the signature is Wagtail's
        """Checkers may look at what they decide about."""
        return self.is_checker(user)

    def locked_for_user(self, obj: Any, user: User) -> bool:  # noqa: ARG002 - the signature is Wagtail's
        """Nobody edits what waits for a decision."""
        return True

    def user_can_lock(self, obj: Any, user: User) -> bool:  # noqa: ARG002 - the signature is Wagtail's
        """Nobody needs a lock of his own: what waits is locked."""
        return False

    def get_task_states_user_can_moderate(self, user: User, **kwargs: Any) -> QuerySet[TaskState]:  # noqa: ARG002
        """What waits for `user`: everything in which he had no hand."""
        if not self.is_checker(user):
            return TaskState.objects.none()
        return decidable_by(user, self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS))

    def deactivate(self, user: User | None = None) -> None:  # noqa: ARG002 - the signature is Wagtail's
        """Refused: Wagtail would publish everything that waits here."""
        raise NotApprovedError("This step can't be switched off: what waits here would go public undecided.")

    @transaction.atomic
    def on_action(self, task_state: TaskState, user: User, action_name: str, **kwargs: Any) -> None:
        """Decide; raises `PermissionDenied` with the reason. Everything is read anew, under locks."""
        state = TaskState.objects.select_for_update().get(pk=task_state.pk)
        workflow_state = WorkflowState.objects.select_for_update().get(pk=state.workflow_state_id)
        thing = _locked(workflow_state)
        comment = str(kwargs.get("comment") or "").strip()
        self._refuse_unless_decidable(state, workflow_state, thing)
        if action_name not in ("approve", "reject"):
            raise PermissionDenied(f"There is no decision “{action_name}”.")
        if reason := self.why_not(thing, user):
            raise PermissionDenied(reason)
        if action_name == "reject" and not comment:
            raise PermissionDenied("Say in the comment what must change, then send it back.")
        super().on_action(state.specific, user, action_name, comment=comment)

    def _refuse_unless_decidable(self, state: TaskState, workflow_state: WorkflowState, thing: Any) -> None:
        waits = state.status == TaskState.STATUS_IN_PROGRESS and workflow_state.current_task_state_id == state.pk
        if not waits or workflow_state.status != WorkflowState.STATUS_IN_PROGRESS:
            raise PermissionDenied("This was decided already, or taken back by its maker.")
        if state.task_id != self.pk:
            raise PermissionDenied("This waits at another step.")
        if state.revision_id != thing.latest_revision_id:
            raise PermissionDenied("It was edited after it was submitted: it must be submitted again.")


def _locked(workflow_state: WorkflowState) -> Any:
    """The object that is decided about, read anew and kept from others until the decision is stored."""
    model = workflow_state.content_type.model_class()
    return model._base_manager.select_for_update(of=("self",)).get(pk=workflow_state.object_id)


class TakenOver(models.Model):
    """A checker told the others that he looks at a submission; it binds nobody."""

    task_state = models.OneToOneField(TaskState, on_delete=models.CASCADE, related_name="taken_over")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "review taken over"

    def __str__(self) -> str:
        return f"{self.task_state} taken over by {self.by}"

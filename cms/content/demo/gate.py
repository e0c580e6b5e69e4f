"""The way of every demo text: its maker submits it, its checker decides."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from wagtail.log_actions import LogContext
from wagtail.models import TaskState

from cms.accounts.models import User


@dataclass(frozen=True, slots=True)
class TwoPeople:
    """Who makes and who checks."""

    maker: User
    checker: User

    def submit(self, thing: Any) -> TaskState:
        """A new version of `thing`, waiting in the inbox."""
        with LogContext(user=self.maker), transaction.atomic():
            thing.save_revision(user=self.maker, log_action=True)
            state: TaskState = thing.get_workflow().start(thing, self.maker).current_task_state.specific
            return state

    def publish(self, thing: Any) -> Any:
        """Submitted by one and approved by the other; returns it as it is public."""
        self._decide(self.submit(thing), "approve", "")
        return type(thing)._base_manager.get(pk=thing.pk)

    def send_back(self, thing: Any, *, comment: str) -> None:
        """Submitted by one and rejected by the other."""
        self._decide(self.submit(thing), "reject", comment)

    def _decide(self, state: TaskState, decision: str, comment: str) -> None:
        with LogContext(user=self.checker):
            state.task.specific.on_action(state, self.checker, decision, comment=comment)

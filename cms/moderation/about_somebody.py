"""What is proposed about one person: whoever it is about has no hand in it."""

from typing import ClassVar

from django.db import models

from cms.accounts.models import User

from .approval import Approval, makers_of
from .errors import NotApprovedError
from .snippets import Moderated


class AboutSomebody(Moderated):
    """A moderated snippet with a `person` whom it is about."""

    refusal_to_the_person: ClassVar[str]
    person_id: int | None

    class Meta:
        abstract = True

    def refusal_to(self, user: User) -> str:
        """Nobody decides about themselves."""
        return self.refusal_to_the_person if user.pk == self.person_id else ""

    @classmethod
    def refused_submissions(cls, user: User) -> models.Q:
        """Those about the reader."""
        return models.Q(revision__content__person=user.pk)

    def refuse_the_persons_hand(self, approval: Approval) -> None:
        """Raises `NotApprovedError` when the person made or approved it."""
        if self.person_id in {approval.approved_by.pk, *makers_of(approval.revision)}:
            raise NotApprovedError(self.refusal_to_the_person)

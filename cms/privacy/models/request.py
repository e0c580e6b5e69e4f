"""Somebody asks for a copy of what is kept of them, or that it be erased: proposed by one, approved by another."""

from datetime import timedelta
from typing import Final, cast

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from wagtail.admin.panels import FieldPanel

from cms.accounts.models import User
from cms.logs.security import tell
from cms.moderation.about_somebody import AboutSomebody
from cms.moderation.approval import Approval
from cms.moderation.errors import NotApprovedError

from .. import erasing

OWN: Final = "This is about your own data, so other people propose it and decide about it."
CARRIED_OUT: Final = "This was carried out already. Propose a new one instead."
STILL_IN: Final = "Deactivate this person first: whoever may sign in has an account with a name and an address."
FETCHED_FOR: Final = timedelta(days=7)


class PersonalDataRequest(AboutSomebody):
    """What a person asked for; it counts once."""

    class Kind(models.TextChoices):
        EXPORT = "export", "a copy of what is kept"
        ERASE = "erase", "erase what need not stay"

    refusal_to_the_person = OWN
    unseen_fields = frozenset({"carried_out_at"})

    kind = models.CharField("asked for", max_length=10, choices=Kind.choices)
    person = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.TextField(help_text="When and how the person asked, and how you made sure who it was")
    carried_out_at = models.DateTimeField("carried out", null=True, editable=False)

    panels = [FieldPanel("kind"), FieldPanel("person"), FieldPanel("reason")]

    class Meta:
        verbose_name = "request about personal data"
        verbose_name_plural = "requests about personal data"

    def __str__(self) -> str:
        return f"{self.get_kind_display().capitalize() or 'Personal data'}: {self.person or 'nobody yet'}"

    def clean(self) -> None:
        """Refuse to erase somebody who may still sign in, and any change of what was carried out."""
        super().clean()
        if self.carried_out_at:
            raise ValidationError(CARRIED_OUT)
        if self.kind == self.Kind.ERASE and self.person is not None and self.person.is_active:
            raise ValidationError({"person": STILL_IN})

    @property
    def can_be_fetched(self) -> bool:
        """Whether the copy may be taken away now: it was approved in the last seven days."""
        done = self.carried_out_at
        return self.kind == self.Kind.EXPORT and done is not None and timezone.now() - done < FETCHED_FOR

    def take_effect(self, approval: Approval) -> None:
        """Erase, or open the copy for a week; raises `NotApprovedError` when the person had a hand in it."""
        if self._has_run_out():
            return
        if self.carried_out_at:
            raise NotApprovedError(CARRIED_OUT)
        self.refuse_the_persons_hand(approval)
        if self.kind == self.Kind.ERASE:
            self._erase()
        self.carried_out_at = timezone.now()
        self.save(update_fields=["carried_out_at"])

    def _erase(self) -> None:
        person = User.objects.select_for_update().get(pk=cast(int, self.person_id))
        if person.is_active:
            raise NotApprovedError(STILL_IN)
        erasing.erase(person)
        tell("personal_data.erased", user_id=person.pk)

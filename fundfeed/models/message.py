"""Mails to people, written with what they tell and sent afterwards: an outbox."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from .provider import Provider
from .run import FeedRun


class Message(models.Model):
    """One mail. It is written in the transaction of what it tells, so it is never lost and never tells a lie."""

    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, null=True, blank=True, related_name="messages")
    run = models.ForeignKey(FeedRun, on_delete=models.PROTECT, null=True, blank=True, related_name="messages")
    recipients = ArrayField(
        models.EmailField(max_length=254), default=list, db_default=[], help_text="Fixed when the mail is written"
    )
    thread = models.CharField(max_length=100, blank=True, help_text="Mails about one trouble stand in one thread")
    subject = models.CharField(max_length=300)
    text = models.TextField()
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    delivered = ArrayField(
        models.CharField(max_length=254), default=list, db_default=[], help_text="Whose mail server has it"
    )
    refused = models.JSONField(
        default=dict, db_default={}, help_text="Whose mail server refused it for good, with its answer"
    )
    given_up_at = models.DateTimeField(null=True, blank=True, help_text="When the last of them had refused it")
    attempts = models.PositiveIntegerField(default=0)
    next_attempt_at = models.DateTimeField()
    last_error = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("-created_at",)
        indexes = [
            models.Index(fields=("next_attempt_at",), condition=models.Q(sent_at=None), name="message_waiting"),
            models.Index(fields=("provider", "-created_at"), name="message_of_provider"),
            models.Index(fields=("thread",), name="message_thread"),
            models.Index(fields=("-created_at",), name="message_by_day"),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def still_to_tell(self) -> list[str]:
        """The recipients who neither have it nor refused it for good."""
        return [address for address in self.recipients if address not in {*self.delivered, *self.refused}]

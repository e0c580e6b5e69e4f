"""Webhooks: where a partner is told what changed, and what was told.

Two orders are told side by side: facts are the entries of the ledger, words what editors and operators publish.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from .partner import Partner


class WebhookEndpoint(models.Model):
    """One approved address of a partner, and how far it was told.

    It begins where ledger and content stand when its secret is claimed. Its places never skip an entry, so nothing is
    lost while it fails or is paused.
    """

    class State(models.TextChoices):
        UNCLAIMED = "unclaimed", "secret not claimed yet"
        ACTIVE = "active", "active"
        PAUSED = "paused", "paused"
        ENDED = "ended", "no longer wanted"

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="endpoints")
    url = models.CharField("address", max_length=300)
    kinds = ArrayField(models.CharField(max_length=40), verbose_name="events")
    state = models.CharField(max_length=10, choices=State.choices, default=State.UNCLAIMED)
    secret = models.TextField(blank=True, help_text="Encrypted")
    old_secret = models.TextField(blank=True, help_text="Encrypted; signs, too, until it runs out")
    old_secret_until = models.DateTimeField(null=True, blank=True)
    told_upto = models.BigIntegerField(default=0, help_text="The last entry of the ledger that was looked at")
    replayed_upto = models.BigIntegerField(null=True, blank=True, help_text="Where the replay asked for last ends")
    content_told_upto = models.BigIntegerField(
        default=0, db_default=0, help_text="The last change of content that was looked at"
    )
    content_replayed_upto = models.BigIntegerField(null=True, blank=True, help_text="The same of a replay of content")
    busy_until = models.DateTimeField(null=True, blank=True, help_text="A worker has it in hand until then")
    last_turn_at = models.DateTimeField(null=True, blank=True, help_text="When a worker last had it in hand")
    failures = models.PositiveIntegerField(default=0, help_text="Attempts in vain since the last success")
    failing_since = models.DateTimeField(null=True, blank=True)
    next_attempt_at = models.DateTimeField(null=True, blank=True)
    paused_because = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = "webhook"
        ordering = ("partner", "url")
        constraints = [models.UniqueConstraint(fields=("partner", "url"), name="webhook_once_per_address")]

    def __str__(self) -> str:
        return self.url


class WebhookDelivery(models.Model):
    """One event for one endpoint: what is sent, word for word, and how that went."""

    class State(models.TextChoices):
        WAITING = "waiting", "waiting"
        DELIVERED = "delivered", "delivered"

    class Stream(models.TextChoices):
        FACTS = "facts", "ledger"
        WORDS = "words", "content"

    message_id = models.CharField(primary_key=True, max_length=40)
    endpoint = models.ForeignKey(WebhookEndpoint, on_delete=models.PROTECT, related_name="deliveries", db_index=False)
    stream = models.CharField(
        "of", max_length=5, choices=Stream.choices, default=Stream.FACTS, db_default=Stream.FACTS.value
    )
    sequence = models.BigIntegerField(help_text="The entry of the ledger, or the change of content, that it tells")
    kind = models.CharField("event", max_length=40)
    body = models.TextField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveIntegerField(default=0)
    status_code = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Of the last answer")
    error = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()
    attempted_at = models.DateTimeField(null=True, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "webhook delivery"
        verbose_name_plural = "webhook deliveries"
        ordering = ("-created_at", "-message_id")
        indexes = [  # ids of messages hold endpoint, stream and sequence: that no entry is told twice needs no other
            models.Index(fields=("endpoint", "stream", "sequence"), name="delivery_in_order"),
            models.Index(
                fields=("endpoint", "-stream", "sequence"), condition=models.Q(state="waiting"), name="delivery_next"
            ),
            models.Index(fields=("endpoint", "-created_at", "-message_id"), name="delivery_log"),
            models.Index(fields=("-created_at", "-message_id"), name="delivery_by_day"),
        ]

    def __str__(self) -> str:
        return self.message_id

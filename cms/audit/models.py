"""The audit trail. Rows come from triggers in the database; nothing in Python writes an event."""

from django.db import models
from django.db.models.functions import Now


class AuditEvent(models.Model):
    """One thing that happened, chained to the one before.

    The database writes events at the end of each transaction, from the rows of the tables that it watches; the role
    of web and worker can only read them. `hash` is SHA-256 over the JSON array of all that stands before it, in the
    order of `cms.audit.chain.FIELDS`.
    """

    sequence = models.BigIntegerField("number", primary_key=True)
    at = models.DateTimeField("when")
    action = models.CharField(max_length=255, db_index=True)
    actor_id = models.CharField(max_length=255, blank=True)
    actor = models.CharField("who", max_length=320, blank=True)
    address = models.CharField("from", max_length=45, blank=True)
    object_type = models.CharField(max_length=200, blank=True)
    object_id = models.CharField(max_length=255, blank=True)
    label = models.TextField("object", blank=True)
    data = models.JSONField(default=dict, blank=True)
    comment = models.TextField(blank=True)
    role = models.CharField("database role", max_length=63)
    source = models.CharField(max_length=63)
    source_id = models.BigIntegerField()
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ("-sequence",)
        default_permissions = ("view",)
        indexes = [
            models.Index(fields=("source", "source_id", "-sequence"), name="event_of_source"),
            models.Index(fields=("object_type", "object_id"), name="event_of_object"),
            models.Index(fields=("at",), name="event_at"),
        ]

    def __str__(self) -> str:
        return f"{self.sequence}: {self.action} {self.label}"


class RecordedAct(models.Model):
    """What the product says happened where no other row tells it: a login, a download, a preview."""

    at = models.DateTimeField(db_default=Now(), editable=False)
    action = models.CharField(max_length=255)
    actor_id = models.CharField(max_length=255, blank=True)
    actor = models.CharField(max_length=320, blank=True)
    address = models.CharField(max_length=45, blank=True)
    object_type = models.CharField(max_length=200, blank=True)
    object_id = models.CharField(max_length=255, blank=True)
    label = models.TextField(blank=True)
    data = models.JSONField(default=dict, blank=True)
    comment = models.TextField(blank=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.action} {self.label}"


class AuditSeal(models.Model):
    """The head of the chain at one moment, and what a verification found then; the same stands in a file."""

    at = models.DateTimeField()
    sequence = models.BigIntegerField()
    hash = models.CharField(max_length=64)
    count = models.BigIntegerField()
    faults = models.JSONField(default=list, blank=True)
    file = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("-pk",)
        default_permissions = ()
        get_latest_by = "pk"

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} UTC: {self.count} events"

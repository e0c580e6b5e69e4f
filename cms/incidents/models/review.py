"""What was learnt from an incident, and what is to be done about it by whom and until when."""

from django.conf import settings
from django.db import models

from .incident import Incident


class Review(models.Model):
    """The review after an incident; its timeline and root cause are the incident's own."""

    incident = models.OneToOneField(Incident, on_delete=models.PROTECT, related_name="review")
    held_on = models.DateField()
    contributing = models.TextField("contributing factors", help_text="What made it possible, or made it worse")
    impact = models.TextField(help_text="Who was hit, for how long, at what cost")
    lessons = models.TextField(help_text="What went well, what didn't, where we were lucky")
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "review of an incident"
        default_permissions = ()

    def __str__(self) -> str:
        return f"Review of {self.incident.number}"


class ReviewAction(models.Model):
    """One thing to do after an incident, with an owner and a day."""

    class Kind(models.TextChoices):
        PREVENT = "prevent", "prevent it"
        DETECT = "detect", "notice it sooner"
        RESPOND = "respond", "respond better"
        DOCUMENTS = "documents", "documents"
        TRAINING = "training", "training"

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="actions")
    kind = models.CharField(max_length=9, choices=Kind.choices)
    text = models.CharField("what is done", max_length=300)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="review_actions")
    due = models.DateField()
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("due", "pk")
        default_permissions = ()
        indexes = [models.Index(fields=("due",), condition=models.Q(done_at=None), name="review_action_open")]

    def __str__(self) -> str:
        return self.text

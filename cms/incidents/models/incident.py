"""An incident beside its case: what is wrong, whom it hits, what caused it, and what ended it."""

from django.db import models

from cms.cases.models import Case
from cms.operations.models import StatusNotice
from fundfeed.models import FeedRun


class Incident(models.Model):
    """Something that doesn't work. `open_fault` names what is broken as long as it is open: one incident each."""

    class Source(models.TextChoices):
        RUN = "run", "a feed run"
        ALERT = "alert", "an alert"
        RECOVERY = "recovery", "a backup or drill"
        CHAIN = "chain", "a broken chain"
        PERSON = "person", "somebody"

    class SecurityClass(models.TextChoices):
        NONE = "", "not about security"
        ACCESS = "access", "somebody was where he may not be"
        CREDENTIALS = "credentials", "a password, key or session in wrong hands"
        INTEGRITY = "integrity", "data or records were changed"
        DISCLOSURE = "disclosure", "something was seen that is not public"
        MALWARE = "malware", "foreign code runs or was delivered"
        AVAILABILITY = "availability", "an attack makes it slow or unreachable"

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="incident")
    source = models.CharField(max_length=8, choices=Source.choices)
    open_fault = models.CharField(max_length=200, null=True, unique=True)  # noqa: DJ001 - NULL is never a duplicate
    run = models.ForeignKey(FeedRun, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    notice = models.ForeignKey(StatusNotice, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    symptoms = models.TextField(blank=True, help_text="What was seen")
    affected = models.CharField("affected systems", max_length=300, blank=True)
    impact = models.TextField("users and business", blank=True, help_text="Who notices, and what it costs them")
    security_class = models.CharField("security", max_length=12, choices=SecurityClass.choices, blank=True)
    root_cause = models.TextField(blank=True)
    resolution = models.TextField(blank=True)

    class Meta:
        verbose_name = "incident"
        default_permissions = ("add", "change", "view")
        permissions = [("contain_incident", "Can contain incident")]

    def __str__(self) -> str:
        return str(self.case)

    @property
    def number(self) -> str:
        """Its number."""
        return str(self.case.number)


class Sign(models.Model):
    """One occurrence by which an incident was noticed; the same one is never counted twice."""

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="signs")
    key = models.CharField(max_length=300, unique=True, help_text="A run, an alert with its beginning, a backup")
    priority = models.CharField(max_length=2, blank=True, default="", db_default="")
    seen_at = models.DateTimeField()
    over_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("seen_at", "pk")
        default_permissions = ()
        indexes = [models.Index(fields=("incident",), condition=models.Q(over_at=None), name="sign_not_over")]

    def __str__(self) -> str:
        return self.key

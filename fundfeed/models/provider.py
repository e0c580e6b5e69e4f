"""Who delivers, from where, and within which limits."""

from datetime import time

from django.contrib.auth.models import Group
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q


class Provider(models.Model):
    """An information provider and the SFTP site that it delivers to.

    Secrets never stand here: `credentials` names the prefix of the environment variables that hold them
    (`<PREFIX>_PRIVATE_KEY_FILE_<CODE>`, `<PREFIX>_PASSWORD_<CODE>`, or the same without a code for every provider).
    """

    code = models.CharField(max_length=20, unique=True, validators=[RegexValidator(r"^[A-Z0-9-]{2,20}$")])
    name = models.CharField(max_length=200)
    source_url = models.CharField(max_length=500, help_text="sftp://user@host:port/path, without a password")
    host_keys = models.TextField(blank=True, help_text="Pinned host keys, one a line: two during a rotation")
    credentials = models.CharField(max_length=50, default="FEED_SFTP", help_text="Prefix of the environment variables")
    accepts_weak_digests = models.BooleanField(default=False, help_text="Whether MD5 and SHA-1 .check files will do")
    holds_contradictions = models.BooleanField(
        default=False,
        db_default=False,
        help_text="Whether a fund that is listed and deauthorised at once is held, instead of halting the delivery",
    )
    expected_at = models.TimeField(default=time(6), help_text="When the day's delivery is fetched first")
    cut_off = models.TimeField(default=time(9), help_text="When a delivery that isn't there counts as not delivered")
    time_zone = models.CharField(max_length=50, default="Asia/Hong_Kong")
    mapping = models.JSONField(
        default=dict, db_default={}, blank=True, help_text="The provider's own names and values for ours"
    )
    mapped_by = models.CharField(max_length=150, blank=True, default="", db_default="")
    mapping_approved_by = models.CharField(max_length=150, blank=True, default="", db_default="")
    mapping_reason = models.TextField(blank=True, default="", db_default="")
    mapped_at = models.DateTimeField(null=True, blank=True)
    notified_groups = models.ManyToManyField(
        Group, blank=True, related_name="+", help_text="Whose active members are mailed how runs end"
    )
    is_enabled = models.BooleanField("enabled", default=True)

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"


class GuardLimit(models.Model):
    """One limit of section 6 of the feed contract, with the reason for its numbers."""

    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="limits")
    measure = models.CharField(max_length=40)
    count = models.PositiveIntegerField(help_text="Trips only above this many…")
    share = models.FloatField(help_text="…and above this share, 0 to 1")
    reason = models.TextField()

    class Meta:
        ordering = ("provider", "measure")
        constraints = [
            models.UniqueConstraint(fields=("provider", "measure"), name="one_limit_per_measure"),
            models.CheckConstraint(condition=Q(share__gte=0, share__lte=1), name="limit_share_is_a_share"),
        ]

    def __str__(self) -> str:
        return f"{self.measure}: more than {self.count} and {self.share:.0%}"

"""Requests for help: what was written by whom, apart from the case, so that it can be erased."""

from django.conf import settings
from django.db import models
from django.utils.timezone import localdate

from cms.cases.models import Case


class SupportRequest(models.Model):
    """What somebody asked; its number, clocks and timeline are those of its case.

    All that is about a person stands here and in its messages, and goes when `erased_at` is set.
    """

    class Category(models.TextChoices):
        SITE = "site", "The site doesn't work as it should"
        FUND = "fund", "A fund or a figure"
        DOCUMENT = "document", "A document"
        API = "api", "Data and API"
        ACCOUNT = "account", "Signing in"
        OTHER = "other", "Something else"

    PERSONAL = ("name", "email", "description", "steps", "expected", "actual")

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="support_request")
    category = models.CharField(max_length=8, choices=Category.choices)
    locale = models.CharField(max_length=10, default="en", db_default="en")
    fund_id = models.CharField("fund", max_length=20, blank=True)
    document_sha256 = models.CharField("document", max_length=64, blank=True)
    incident = models.CharField("incident's number", max_length=20, blank=True)
    article = models.SlugField("article", max_length=60, blank=True)
    colleague = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", help_text="Who asked from here"
    )
    name = models.CharField(max_length=100, blank=True)
    email = models.EmailField(max_length=254, blank=True)
    description = models.TextField("what it is about", blank=True)
    steps = models.TextField("steps", blank=True)
    expected = models.TextField(blank=True)
    actual = models.TextField(blank=True)
    form = models.CharField(max_length=64, blank=True, help_text="Digest of the form: it counts once")
    erased_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "request for help"
        verbose_name_plural = "requests for help"
        default_permissions = ("add", "change", "view")
        constraints = [
            models.UniqueConstraint(fields=("form",), condition=~models.Q(form=""), name="one_request_of_a_form"),
        ]

    def __str__(self) -> str:
        return str(self.case)

    @property
    def state_words(self) -> str:
        """How it stands; of one whose words went, when they did."""
        stands = self.case.its_state.words
        return f"{stands}, erased on {localdate(self.erased_at):%-d %b %Y}" if self.erased_at else stands


class SupportMessage(models.Model):
    """One message between who asked and who answers."""

    request = models.ForeignKey(SupportRequest, on_delete=models.CASCADE, related_name="messages")
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", help_text="Empty: who asked"
    )
    text = models.TextField()

    class Meta:
        ordering = ("at", "pk")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"

    @property
    def is_answer(self) -> bool:
        """Whether it comes from support."""
        return self.by_id is not None


class HandOver(models.Model):
    """One event that the organisation's own ticket system is to be told, until it has taken it."""

    request = models.ForeignKey(SupportRequest, on_delete=models.CASCADE, related_name="hand_overs")
    event = models.CharField(max_length=20)
    at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0, db_default=0)
    next_attempt_at = models.DateTimeField()
    last_error = models.CharField(max_length=300, blank=True)
    given_up_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("at", "pk")
        default_permissions = ()
        indexes = [
            models.Index(fields=("next_attempt_at",), condition=models.Q(done_at=None), name="hand_over_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.event}, {self.at:%Y-%m-%d %H:%M}"

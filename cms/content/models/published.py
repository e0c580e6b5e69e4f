"""What the public reads of editors' content, ready to send."""

from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from wagtail.models import Revision

from cms.content.languages import TAGS


class PublishedContent(models.Model):
    """One payload, written when an approval takes effect; a trigger refuses any other revision than an approved one."""

    class Kind(models.TextChoices):
        PAGE = "page"
        MENU = "menu"
        NEWS = "news"
        BANNER = "banner"
        LEGAL = "legal"
        QUESTION = "question"
        ARTICLE = "article"
        REDIRECT = "redirect"

    kind = models.CharField(max_length=8, choices=Kind.choices)
    key = models.CharField(max_length=500, help_text="What it is asked for by: a path, a position, a kind, a category")
    locale = models.CharField(max_length=10, choices=[(tag, tag) for tag in TAGS.values()])
    sort_key = models.CharField(max_length=255, blank=True, default="", db_default="")
    payload = models.BinaryField(help_text="JSON in UTF-8, byte for byte what the API serves")
    sha256 = models.CharField(max_length=64)
    shown_from = models.DateTimeField(null=True)
    shown_until = models.DateTimeField(null=True, help_text="From this moment on it isn't shown")
    depends_on = ArrayField(models.CharField(max_length=100), default=list, help_text="What else changes the payload")
    source_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    source_id = models.CharField(max_length=40)
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("source_type", "source_id", "kind"), name="published_once"),
            models.UniqueConstraint(
                fields=("key", "locale"),
                condition=models.Q(kind="redirect") & ~models.Q(key=""),
                name="one_redirect_from_a_path",
            ),
        ]
        indexes = [
            models.Index(fields=("kind", "locale", "key", "sort_key"), name="published_lookup"),
            GinIndex(fields=("depends_on",), name="published_dependencies"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key} ({self.locale})"


class FormerAddress(models.Model):
    """Where a public page stood before it moved; a trigger writes it when that happens, and nobody else may."""

    path = models.CharField(max_length=500)
    locale = models.CharField(max_length=10)
    source_id = models.CharField(max_length=40, help_text="The page, as `PublishedContent` names it")
    moved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=("path", "locale", "source_id"), name="former_address_once")]

    def __str__(self) -> str:
        return f"{self.path} ({self.locale})"

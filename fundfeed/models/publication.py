"""Which documents were public, with which bytes, and since when."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q


class DocumentPublication(models.Model):
    """One document with the bytes that the public saw of it; rows come and change at publication and never go.

    `body` is what the API says of it, apart from what moves while the document stays: status, latest, and its times.
    """

    class Status(models.TextChoices):
        CURRENT = "current"
        SUPERSEDED = "superseded"
        ARCHIVED = "archived"
        REPLACED = "replaced", "replaced by other bytes"
        WITHDRAWN = "withdrawn"

    document_id = models.CharField("document ID", max_length=100)
    sha256 = models.CharField("SHA-256", max_length=64)
    document_type = models.CharField("type", max_length=10)
    languages = ArrayField(models.CharField(max_length=35))
    document_date = models.DateField()
    publication_date = models.DateField()
    valid_from = models.DateField(help_text="The publication date where the provider states no other")
    supersedes = models.CharField("supersedes the document", max_length=200, blank=True)
    status = models.CharField(max_length=10, choices=Status.choices)
    is_latest = models.BooleanField(default=False, db_default=False)
    body = models.JSONField()
    first_published_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True, help_text="When it left the documents of its funds")

    class Meta:
        ordering = ("-publication_date", "-id")
        verbose_name = "publication of a document"
        verbose_name_plural = "publications of documents"
        constraints = [models.UniqueConstraint(fields=("document_id", "sha256"), name="bytes_of_a_document_once")]
        indexes = [
            models.Index(fields=("sha256",), name="publication_by_sha256"),
            models.Index(fields=("supersedes",), name="publication_superseding", condition=~Q(supersedes="")),
            models.Index(fields=("publication_date", "id"), name="publication_by_date", condition=Q(ended_at=None)),
            GinIndex(fields=("languages",), name="publication_by_language"),
            models.Index(
                fields=("document_type", "publication_date", "id"),
                name="publication_by_type",
                condition=Q(ended_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} ({self.sha256[:12]})"

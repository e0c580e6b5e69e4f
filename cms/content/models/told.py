"""What the public was told of editors' and operators' words, in the order in which it became public."""

from django.db import models


class ContentChange(models.Model):
    """One thing that was published, changed or withdrawn; triggers write it with what they tell, and nobody else may.

    `mark` is the beginning of a hash over this row and the one before, by which a token is known to be of this list.
    No wording stands here: what is withdrawn is gone.
    """

    class Kind(models.TextChoices):
        PAGE = "page"
        NEWS = "news"
        NOTICE = "notice"
        BANNER = "banner"
        LEGAL = "legal"
        QUESTION = "question"
        ARTICLE = "article"
        REDIRECT = "redirect"
        INCIDENT = "incident"
        MAINTENANCE = "maintenance"

    class Action(models.TextChoices):
        PUBLISHED = "published"
        CHANGED = "changed"
        WITHDRAWN = "withdrawn"

    sequence = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=11, choices=Kind.choices)
    action = models.CharField(max_length=9, choices=Action.choices)
    thing = models.CharField(max_length=40, help_text="Its id")
    key = models.CharField(max_length=500, help_text="As `PublishedContent` has it; empty for what has none")
    locale = models.CharField(max_length=10, help_text="Empty: in all languages at once")
    sha256 = models.CharField(max_length=64, help_text="Of the JSON as it is served; empty for what has none")
    shown_from = models.DateTimeField(null=True)
    shown_until = models.DateTimeField(null=True)
    at = models.DateTimeField()
    mark = models.CharField(max_length=16)

    class Meta:
        ordering = ("sequence",)
        indexes = [models.Index(fields=("at", "sequence"), name="content_change_by_time")]

    def __str__(self) -> str:
        return f"{self.sequence}: {self.kind} {self.thing} {self.action}"

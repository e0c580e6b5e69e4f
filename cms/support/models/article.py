"""Articles of the knowledge base, for the public or for colleagues."""

from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import RichTextField
from wagtail.models import TranslatableMixin

from cms.content.expansion import Expansion
from cms.content.html import FEATURES
from cms.content.models.projected import Entry, Projected
from cms.content.models.published import PublishedContent
from cms.moderation.snippets import Moderated
from cms.operations.checks.known import registered

from ..payloads import HelpArticle as Payload


def checks() -> list[tuple[str, str]]:
    """The checks of operations that an article may be about."""
    return [(check.name, check.title) for check in registered()]


class HelpArticle(Projected, Moderated, TranslatableMixin):
    """How something is done, or what to do when it fails; only public ones leave the admin."""

    class Category(models.TextChoices):
        USING = "using", "Using the site"
        FUNDS = "funds", "Funds and figures"
        DOCUMENTS = "documents", "Documents"
        DATA = "data", "Data and API"
        TROUBLE = "trouble", "When something goes wrong"

    class Audience(models.TextChoices):
        PUBLIC = "public", "everybody, on the site"
        STAFF = "staff", "colleagues, in the admin only"

    kind_of_draft = "article"

    title = models.CharField(max_length=120)
    slug = models.SlugField(max_length=60, help_text="Its address, the same in every language: /help/SLUG")
    summary = models.CharField(max_length=250, help_text="One or two sentences, for lists and search")
    category = models.CharField(max_length=9, choices=Category.choices, default=Category.USING)
    audience = models.CharField("for", max_length=6, choices=Audience.choices, default=Audience.PUBLIC)
    body = RichTextField(features=FEATURES)
    check_name = models.CharField("about the check", max_length=40, blank=True, choices=checks)
    screen = models.CharField(
        "about the screen", max_length=200, blank=True, help_text="Its path in the admin, such as /admin/operations/"
    )

    panels = [
        FieldPanel("title"),
        FieldPanel("summary"),
        FieldRowPanel([FieldPanel("category"), FieldPanel("audience"), FieldPanel("slug")]),
        FieldPanel("body"),
        FieldRowPanel([FieldPanel("check_name"), FieldPanel("screen")], heading="For colleagues"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = "help article"
        constraints = [
            models.UniqueConstraint(fields=("slug", "locale"), name="one_article_at_an_address"),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Refuse another address for what was public, and a screen that isn't one of ours."""
        super().clean()
        if self.screen and not self.screen.startswith("/admin/"):
            raise ValidationError({"screen": "Give a path of the admin: it begins with /admin/."})
        former = type(self)._base_manager.filter(pk=self.pk).exclude(first_published_at=None).first()
        if former and former.slug != self.slug:
            raise ValidationError({"slug": f"Readers know this article at /help/{former.slug}: its address stays."})

    @property
    def is_public(self) -> bool:
        """Whether it is meant for the site."""
        return self.audience == self.Audience.PUBLIC

    def entries(self, expansion: Expansion) -> Iterator[Entry]:
        """The article at its address; nothing of one for colleagues."""
        if self.is_public:
            yield Entry(
                kind=PublishedContent.Kind.ARTICLE,
                key=self.slug,
                sort_key=f"{self.Category.values.index(self.category)} {self.title}",
                payload=self.public(expansion),
            )

    def public(self, expansion: Expansion) -> Payload:
        """Title, summary, category and text."""
        return Payload(
            slug=self.slug,
            locale=self.tag,
            title=self.title,
            summary=self.summary,
            category=self.category,
            html=expansion.html(self.body),
            published_at=self.last_published_at,
        )

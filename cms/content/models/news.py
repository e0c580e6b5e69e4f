"""News and notices."""

from collections.abc import Iterator
from typing import Any

from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from cms.content.blocks import BodyBlock
from cms.content.expansion import Expansion, path_of
from cms.content.payloads import NewsItem, PublicNewsIndexPage, PublicNewsPage

from .pages import RepositoryPage
from .projected import Entry
from .published import PublishedContent


class NewsIndexPage(RepositoryPage):
    """The page above all news of one language; the list itself comes from the API."""

    summary = models.CharField(max_length=300, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("summary")]
    parent_page_types = ["content.HomePage"]
    subpage_types = ["content.NewsPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = "news index page"

    def public(self, expansion: Expansion) -> PublicNewsIndexPage:
        """The summary."""
        return PublicNewsIndexPage(**self.in_common(expansion), summary=self.summary, body=())


class NewsPage(RepositoryPage):
    """A piece of news, or a notice that the repository owes the public."""

    class Category(models.TextChoices):
        NEWS = "news", "News"
        NOTICE = "notice", "Notice"

    date = models.DateField(null=True, help_text="The day that readers see, and by which lists are sorted")
    category = models.CharField(max_length=6, choices=Category.choices, default=Category.NEWS)
    summary = models.CharField(max_length=300, help_text="One or two sentences, for the list")
    body = StreamField(BodyBlock())

    content_panels = [
        *Page.content_panels,
        FieldRowPanel([FieldPanel("date"), FieldPanel("category")]),
        FieldPanel("summary"),
        FieldPanel("body"),
    ]
    parent_page_types = ["content.NewsIndexPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = "news page"

    def entries(self, expansion: Expansion) -> Iterator[Entry]:
        """The page, and its line in the list of news."""
        yield from super().entries(expansion)
        yield Entry(
            kind=PublishedContent.Kind.NEWS,
            key=self.category,
            sort_key=f"{self.date:%Y-%m-%d} {self.pk:010}",
            payload=self._item(),
        )

    def public(self, expansion: Expansion) -> PublicNewsPage:
        """Date, category, summary and body."""
        return PublicNewsPage(
            **self.in_common(expansion),
            **self._dated(),
            body=self.body.stream_block.get_api_representation(self.body, context=expansion),
        )

    def _item(self) -> NewsItem:
        return NewsItem(path=path_of(self), title=self.title, **self._dated())

    def _dated(self) -> dict[str, Any]:
        return {"date": self.date, "category": self.category, "summary": self.summary}

"""Banners: what the site announces for a while."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import TranslatableMixin

from cms.content.banner_form import BannerForm
from cms.content.blocks.image import alternative_text_problem
from cms.content.expansion import Expansion
from cms.content.overlaps import OverlapPanel
from cms.content.payloads import Banner as Payload
from cms.content.payloads import Link, Picture
from cms.moderation.snippets import Moderated
from cms.moderation.spans import is_over

from .image import PublicImage
from .projected import Entry, Projected
from .published import PublishedContent

LEAST_WIDTH, LEAST_HEIGHT = 1200, 400


class Banner(Projected, Moderated, TranslatableMixin):
    """A text, with an image or without, at one position of the site between two moments."""

    class Position(models.TextChoices):
        HOME_TOP = "home_top", "top of the front page"
        ALL_PAGES = "all_pages", "all pages"
        FUND_PAGE = "fund_page", "pages of funds"

    kind_of_draft = "banner"

    title = models.CharField(max_length=120)
    text = models.CharField(max_length=300, blank=True)
    position = models.CharField(max_length=9, choices=Position.choices, default=Position.HOME_TOP)
    priority = models.PositiveSmallIntegerField(default=100, help_text="The lowest number comes first")
    starts_at = models.DateTimeField("from", null=True, blank=True, help_text="Empty: as soon as it is approved")
    ends_at = models.DateTimeField("until", null=True, blank=True, help_text="Empty: until it is withdrawn")
    image = models.ForeignKey(
        PublicImage,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=f"JPEG, PNG or WebP, at least {LEAST_WIDTH} × {LEAST_HEIGHT} pixels",
    )
    alternative_text = models.CharField(max_length=250, blank=True)
    is_decorative = models.BooleanField("the image only decorates", default=False)
    link_text = models.CharField(max_length=60, blank=True)
    link_page = models.ForeignKey(
        "wagtailcore.Page", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="page"
    )
    link_url = models.URLField("address", blank=True, validators=[URLValidator(schemes=["https"])])

    is_unfinished = False
    """Set by the form while a draft is saved: what is only missing is asked for when it is submitted."""

    base_form_class = BannerForm
    panels = [
        OverlapPanel(),
        FieldPanel("title"),
        FieldPanel("text"),
        FieldRowPanel([FieldPanel("position"), FieldPanel("priority")], heading="Where"),
        FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")], heading="When"),
        MultiFieldPanel(
            [FieldPanel("image"), FieldPanel("alternative_text"), FieldPanel("is_decorative")], heading="Image"
        ),
        MultiFieldPanel(
            [FieldPanel("link_text"), FieldPanel("link_page"), FieldPanel("link_url")],
            heading="Link",
            help_text="To a page of the site, or to an https address elsewhere.",
        ),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = "banner"

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Refuse a window that ends before it begins, an image that is too small or mute, and half a link."""
        super().clean()
        problems = dict(self._problems()) | ({} if self.is_unfinished else dict(self._missing()))
        if problems:
            raise ValidationError(problems)

    def doubts(self) -> Iterator[str]:
        """A window that is over: submitted past the form, or while it waited."""
        if is_over(self.ends_at, at=timezone.now()):
            yield "Its window is over: nobody would see it."

    def entries(self, expansion: Expansion) -> Iterator[Entry]:
        """The banner at its position, within its window."""
        yield Entry(
            kind=PublishedContent.Kind.BANNER,
            key=self.position,
            sort_key=f"{self.priority:05} {self.pk:010}",
            shown_from=self.starts_at,
            shown_until=self.ends_at,
            payload=self.public(expansion),
        )

    def public(self, expansion: Expansion) -> Payload:
        """Texts, link and picture."""
        return Payload(
            banner_id=str(self.pk or ""),
            position=self.position,  # type: ignore[arg-type] # one of Position
            title=self.title,
            text=self.text,
            link=self._link(expansion),
            picture=self._picture(expansion),
            priority=self.priority,
            shown_from=self.starts_at,
            shown_until=self.ends_at,
        )

    def _link(self, expansion: Expansion) -> Link | None:
        href = expansion.address_of_page(self.link_page_id) if self.link_page_id else self.link_url
        return Link(text=self.link_text, href=href) if href else None

    def _picture(self, expansion: Expansion) -> Picture | None:
        return expansion.picture(self.image, alt=self.alternative_text) if self.image else None

    def _problems(self) -> Iterator[tuple[str, Any]]:
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            yield "ends_at", "It ends before it begins."
        if self.image and (self.image.width < LEAST_WIDTH or self.image.height < LEAST_HEIGHT):
            size = f"{self.image.width} × {self.image.height}"
            yield "image", f"This one has {size} pixels; at least {LEAST_WIDTH} × {LEAST_HEIGHT} are needed."
        if self.link_page_id and self.link_url:
            yield "link_url", "Give a page or an address, not both."

    def _missing(self) -> Iterator[tuple[str, str]]:
        if self.image and (
            problem := alternative_text_problem(self.alternative_text, is_decorative=self.is_decorative)
        ):
            yield "alternative_text", problem
        if bool(self.link_text) != bool(self.link_page_id or self.link_url):
            yield "link_text", "A link needs a text and a place to go."

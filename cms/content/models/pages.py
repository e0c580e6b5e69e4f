"""Pages. Custom bases from the first day, because Wagtail can't swap them later."""

from collections.abc import Iterator
from typing import Any, ClassVar, Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.log_actions import get_active_log_context
from wagtail.models import Page
from wagtail_headless_preview.models import HeadlessMixin

from cms.content.blocks import BodyBlock
from cms.content.expansion import Expansion, page_key, path_of
from cms.content.html import FEATURES_IN_BRIEF
from cms.content.languages import TAGS
from cms.content.payloads import Link, MenuItem, PublicContentPage, PublicHomePage, Translation
from cms.content.site_paths import RESERVED
from cms.moderation.pages import ModeratedPage

from .projected import Entry, Projected
from .published import PublishedContent

FIRST_LEVEL: Final = 3  # of Wagtail's tree: below the root and the front page of a language


class RepositoryPage(Projected, HeadlessMixin, ModeratedPage):
    """A page of the public site: this back end never renders it, drafts are previewed in the front end."""

    kind_of_draft = "page"
    promote_panels: ClassVar[list[Any]] = [
        FieldPanel("slug"),
        FieldPanel("seo_title"),
        FieldPanel("search_description"),
        FieldPanel("show_in_menus"),
    ]

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Refuse an address at which the site shows something else, such as legal notices."""
        super().clean()
        if self.slug in RESERVED:
            raise ValidationError({"slug": f"The site itself shows something at “{self.slug}”: choose another one."})

    def copy(self, *args: Any, user: Any = None, **kwargs: Any) -> Any:
        """Copy as a draft of whoever is at work: Wagtail's translations would be nobody's, which nobody may approve."""
        return super().copy(*args, user=user or get_active_log_context().user, **(kwargs | {"keep_live": False}))

    def entries(self, expansion: Expansion) -> Iterator[Entry]:
        """The page, and its place in the menu."""
        expansion.depends_on.add(self._translations_key())
        expansion.depend_on_place_of(self)
        yield Entry(kind=PublishedContent.Kind.PAGE, key=path_of(self), payload=self.public(expansion))
        if self.show_in_menus:
            menu = PublishedContent.Kind.MENU
            yield Entry(kind=menu, key=path_of(self), sort_key=self.path, payload=self._menu_item())

    def place_changes(self) -> set[str]:
        """What links here, stands below, or is the same in another language."""
        return {page_key(self.pk), self._translations_key()}

    def in_common(self, expansion: Expansion) -> dict[str, Any]:
        """What the payloads of all pages begin with."""
        return {
            "page_id": str(self.pk or ""),
            "path": path_of(self),
            "locale": self.tag,
            "title": self.title,
            "seo_title": self.seo_title,
            "description": self.search_description,
            "breadcrumbs": tuple(self._breadcrumbs(expansion)),
            "translations": tuple(self._translations()),
            "published_at": self.last_published_at,
        }

    def _breadcrumbs(self, expansion: Expansion) -> Iterator[Link]:
        for page in self.get_ancestors().filter(depth__gt=1, live=True):
            yield Link(text=page.title, href=expansion.address_of_page(page.pk) or "")

    def _translations(self) -> Iterator[Translation]:
        others = self.get_translations().filter(live=True, live_revision__isnull=False).select_related("locale")
        for page in others.order_by("pk"):
            yield Translation(locale=TAGS[page.locale.language_code], path=path_of(page), title=page.title)

    def _menu_item(self) -> MenuItem:
        parent = "/" if self.depth <= FIRST_LEVEL else path_of(self.get_parent())
        return MenuItem(path=path_of(self), title=self.title, parent=parent)

    def _translations_key(self) -> str:
        return f"translations:{self.translation_key}"


class HomePage(RepositoryPage):
    """The front page of the public site, one for each language."""

    introduction = RichTextField(blank=True, features=FEATURES_IN_BRIEF)
    body = StreamField(BodyBlock(), blank=True, default=list, db_default=[])

    content_panels = [*Page.content_panels, FieldPanel("introduction"), FieldPanel("body")]
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["content.ContentPage", "content.NewsIndexPage"]
    max_count = len(settings.WAGTAIL_CONTENT_LANGUAGES)

    class Meta:
        verbose_name = "home page"

    def public(self, expansion: Expansion) -> PublicHomePage:
        """Introduction and body."""
        return PublicHomePage(
            **self.in_common(expansion),
            introduction_html=expansion.html(self.introduction),
            body=self.body.stream_block.get_api_representation(self.body, context=expansion),
        )


class ContentPage(RepositoryPage):
    """A page of texts."""

    summary = models.CharField(max_length=300, blank=True, help_text="One or two sentences, for lists and search")
    body = StreamField(BodyBlock())

    content_panels = [*Page.content_panels, FieldPanel("summary"), FieldPanel("body")]
    parent_page_types = ["content.HomePage", "content.ContentPage"]
    subpage_types = ["content.ContentPage"]

    class Meta:
        verbose_name = "content page"

    def public(self, expansion: Expansion) -> PublicContentPage:
        """Summary and body."""
        return PublicContentPage(
            **self.in_common(expansion),
            summary=self.summary,
            body=self.body.stream_block.get_api_representation(self.body, context=expansion),
        )

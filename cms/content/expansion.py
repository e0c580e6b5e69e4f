"""Turning what editors wrote into what the public reads, and remembering what that depended on."""

from typing import Any, Final

from wagtail.models import Page
from wagtail.rich_text import RichText

from .html import public_html
from .languages import TAGS, site_address
from .payloads import Picture, PictureSource

WIDTHS: Final = (480, 960, 1600)
QUALITY: Final = "format-webp|webpquality-80"


class Expansion:
    """Resolves links and images for one publication; `depends_on` names what a change of would change the result.

    For a draft, parts that aren't complete yet are to be left out.
    """

    def __init__(self, *, of_draft: bool = False) -> None:
        self.of_draft = of_draft
        self.depends_on: set[str] = set()

    def html(self, stored: str | RichText | None) -> str:
        """Public HTML of a rich text."""
        source = stored.source if isinstance(stored, RichText) else stored or ""
        return public_html(source, address_of_page=self.address_of_page)

    def address_of_page(self, page_id: int) -> str | None:
        """Where a page stands on the public site; None while it isn't public."""
        page = self._public_page(page_id)
        return site_address(TAGS[page.locale.language_code], path_of(page)) if page else None

    def path_of_page(self, page_id: int) -> str | None:
        """The same without the language's prefix."""
        page = self._public_page(page_id)
        return path_of(page) if page else None

    def depend_on_place_of(self, page: Page) -> None:
        """A page's address changes with its own slug and with those of the pages above it."""
        ancestors = page.get_ancestors(inclusive=True).filter(depth__gt=1).values_list("pk", flat=True)
        self.depends_on |= {page_key(number) for number in ancestors}

    def picture(self, image: Any, *, alt: str) -> Picture:
        """The image in all its widths, made now if they weren't yet."""
        widths = sorted({min(width, image.width) for width in WIDTHS})
        specs = [f"width-{width}|{QUALITY}" for width in widths]
        made = sorted(image.get_renditions(*specs).values(), key=lambda rendition: rendition.width)
        self.depends_on |= {f"rendition:{rendition.pk}" for rendition in made}
        middle = next((rendition for rendition in made if rendition.width >= WIDTHS[1]), made[-1])
        return Picture(
            src=middle.public_url,
            width=middle.width,
            height=middle.height,
            alt=alt,
            srcset=tuple(PictureSource(src=rendition.public_url, width=rendition.width) for rendition in made),
        )

    def _public_page(self, page_id: int) -> Page | None:
        page = Page.objects.select_related("locale").filter(pk=page_id).first()
        if page is None:
            self.depends_on.add(page_key(page_id))
            return None
        self.depend_on_place_of(page)
        return page if page.live else None


def page_key(page_id: int) -> str:
    """How `depends_on` names a page."""
    return f"page:{page_id}"


def path_of(page: Page) -> str:
    """A page's path below the front page of its language: `/` for the front page itself, else such as `/about/`."""
    return "/" + str(page.url_path).split("/", 2)[2]

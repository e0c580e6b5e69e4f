"""What the public reads of editors' content: the shapes that publication stores and the API serves.

Every key is always there; what isn't given is null, "" or []. Texts ending in `html` hold only the elements that
`html.py` lets through. Addresses that begin with "/api/" belong to the API's host, all other "/…" to the public site.
"""

from datetime import date, datetime
from typing import Literal

from msgspec import Struct

from .languages import Tag


class Payload(Struct, frozen=True, kw_only=True, rename="camel"):
    """One public shape."""


class PictureSource(Payload, frozen=True):
    """One width of a picture."""

    src: str
    width: int


class Picture(Payload, frozen=True):
    """An image in several widths; `alt` is "" when it only decorates. `src` is immutable and named by its bytes."""

    src: str
    width: int
    height: int
    alt: str
    srcset: tuple[PictureSource, ...]


class Link(Payload, frozen=True):
    """A place to go: `href` is a path of the public site or an https address."""

    text: str
    href: str


class Block(Payload, frozen=True, tag_field="type"):
    """One part of a page's body; `type` says which."""


class RichTextBlock(Block, frozen=True, tag="richText"):
    """Paragraphs, headings h2 to h4, lists and links."""

    html: str


class ImageBlock(Block, frozen=True, tag="image"):
    """An image with its caption."""

    picture: Picture
    caption: str


class TableBlock(Block, frozen=True, tag="table"):
    """A table of plain texts; every row has as many cells as there are headings."""

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[bool, ...]


class Question(Payload, frozen=True):
    """A question and its answer."""

    question: str
    answer_html: str


class AccordionBlock(Block, frozen=True, tag="accordion"):
    """Questions that open one by one."""

    heading: str
    items: tuple[Question, ...]


class CallOutBlock(Block, frozen=True, tag="callOut"):
    """Something that must not be overlooked."""

    tone: Literal["note", "warning", "important"]
    heading: str
    html: str


class DocumentListBlock(Block, frozen=True, tag="documentList"):
    """Documents of one fund: of these types, or all of them; the fund's own page has them at any time."""

    heading: str
    fund_id: str
    document_types: tuple[str, ...]


class FundFilter(Payload, frozen=True):
    """One parameter of `/api/v1/funds/` with its value."""

    name: str
    value: str


class FundListBlock(Block, frozen=True, tag="fundList"):
    """Either these funds, in this order, or the first `limit` of those that `/api/v1/funds/` finds by `filters`."""

    heading: str
    fund_ids: tuple[str, ...]
    filters: tuple[FundFilter, ...]
    limit: int


class ContactBlock(Block, frozen=True, tag="contact"):
    """Whom to ask."""

    name: str
    role: str
    email: str
    telephone: str
    address: tuple[str, ...]


BodyBlock = (
    RichTextBlock
    | ImageBlock
    | TableBlock
    | AccordionBlock
    | CallOutBlock
    | DocumentListBlock
    | FundListBlock
    | ContactBlock
)


class Translation(Payload, frozen=True):
    """The same page in another language."""

    locale: Tag
    path: str
    title: str


class PublicPage(Payload, frozen=True, tag_field="pageType"):
    """What all pages have; `path` is without the language's prefix, `page_id` stays when that changes."""

    page_id: str
    path: str
    locale: Tag
    title: str
    seo_title: str
    description: str
    breadcrumbs: tuple[Link, ...]
    translations: tuple[Translation, ...]
    published_at: datetime
    body: tuple[BodyBlock, ...]


class PublicHomePage(PublicPage, frozen=True, tag="home"):
    """The front page of one language."""

    introduction_html: str


class PublicContentPage(PublicPage, frozen=True, tag="content"):
    """A page of texts."""

    summary: str


class PublicNewsIndexPage(PublicPage, frozen=True, tag="newsIndex"):
    """The page above all news; `/api/v1/news/` lists them."""

    summary: str


class PublicNewsPage(PublicPage, frozen=True, tag="news"):
    """One piece of news, or a notice."""

    summary: str
    date: date
    category: Literal["notice", "news"]


Page = PublicHomePage | PublicContentPage | PublicNewsIndexPage | PublicNewsPage


class NewsItem(Payload, frozen=True):
    """A piece of news as lists show it."""

    path: str
    title: str
    summary: str
    date: date
    category: Literal["notice", "news"]


class MenuItem(Payload, frozen=True):
    """A page of the menu; `parent` is the path of the page above it, "/" for those of the first level."""

    path: str
    title: str
    parent: str


class Banner(Payload, frozen=True):
    """A banner; it is served from `shown_from` until just before `shown_until`."""

    banner_id: str
    position: Literal["home_top", "all_pages", "fund_page"]
    title: str
    text: str
    link: Link | None
    picture: Picture | None
    priority: int
    shown_from: datetime | None
    shown_until: datetime | None


class LegalNotice(Payload, frozen=True):
    """One version of a legal notice; `text_sha256` names its wording for good, whatever else changes.

    `must_be_accepted` says that the public site asks its readers first, while this version is in force.
    """

    kind: Literal["disclaimer", "terms", "privacy", "cookies"]
    locale: Tag
    version: str
    effective_from: date
    title: str
    html: str
    text_sha256: str
    must_be_accepted: bool


class FrequentQuestion(Payload, frozen=True):
    """A question of the FAQ page."""

    question_id: str
    question: str
    answer_html: str
    category: str


class Redirect(Payload, frozen=True):
    """Where an old path leads, from `shown_from` until just before `shown_until`.

    Neither `path` nor `to` bears the language's prefix: readers stay in their language.
    """

    path: str
    locale: Tag
    to: str
    is_permanent: bool
    shown_from: datetime | None
    shown_until: datetime | None

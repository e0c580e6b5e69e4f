"""Pages, banners and notices, as editors write them, and the way through the gate that they take."""

from datetime import date
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from wagtail.log_actions import LogContext
from wagtail.models import Locale, Page

from cms.content.models import (
    Banner,
    ContentPage,
    FrequentQuestion,
    HomePage,
    LegalNotice,
    NewsIndexPage,
    PublicImage,
    Redirect,
)
from tests.factories.moderation import maker, publish

TEXT = [{"type": "text", "value": "<p>Text</p>"}]


def english() -> Locale:
    """The first language."""
    return Locale.objects.get(language_code="en")


def chinese() -> Locale:
    """The second language."""
    return Locale.objects.get(language_code="zh-hant")


def home() -> HomePage:
    """The front page in English, published once."""
    page = HomePage.objects.get(locale=english())
    return page if page.live_revision_id else publish(page)


def page_below(parent: Page, model: type[Page] = ContentPage, **values: Any) -> Any:
    """A draft below `parent`."""
    filled = (
        {"title": "About", "locale": parent.locale} | ({"body": TEXT} if model is not NewsIndexPage else {}) | values
    )
    return Page.objects.get(pk=parent.pk).specific.add_child(instance=model(**filled))


def translated(page: Any) -> Any:
    """The page's draft in Chinese, as the maker gets it from the translation screen."""
    with LogContext(user=maker()):
        return page.copy_for_translation(chinese())


def banner(**values: Any) -> Banner:
    """A draft."""
    filled: dict[str, Any] = {"title": "Closed on Monday", "text": "No dealing.", "locale": english()}
    return Banner.objects.create(**(filled | values))


def question(**values: Any) -> FrequentQuestion:
    """A draft."""
    filled: dict[str, Any] = {"question": "What is this?", "answer": "<p>A register.</p>", "locale": english()}
    return FrequentQuestion.objects.create(**(filled | values))


def redirect(**values: Any) -> Redirect:
    """A draft."""
    filled: dict[str, Any] = {"old_path": "/old/", "to_path": "/funds", "locale": english()}
    return Redirect.objects.create(**(filled | values))


def legal_notice(**values: Any) -> LegalNotice:
    """A draft of the terms."""
    filled: dict[str, Any] = {
        "kind": "terms",
        "version": "1",
        "effective_from": date(2026, 1, 1),
        "title": "Terms of use",
        "body": "<p>Use it well.</p>",
        "locale": english(),
    }
    return LegalNotice.objects.create(**(filled | values))


def upload(*, width: int = 1200, height: int = 400, kind: str = "JPEG", **options: Any) -> SimpleUploadedFile:
    """The bytes of a picture, as a browser sends them."""
    written = BytesIO()
    Image.new("RGB", (width, height), (20, 90, 140)).save(written, kind, **options)
    return SimpleUploadedFile(f"picture.{kind.lower()}", written.getvalue())


def image(**values: Any) -> PublicImage:
    """An uploaded image."""
    file = values.pop("file", None) or upload()
    stored: PublicImage = PublicImage.objects.create(**({"title": "Harbour", "file": file} | values))
    return stored

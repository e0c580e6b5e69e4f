"""Pages as visitors get them and as editors go on with them."""

from typing import Any

from wagtail.models import Page

from tests.factories.public_answers import get


def shown(path: str, locale: str = "en") -> Any:
    """The public page at a path."""
    return get(f"/pages/?path={path}&locale={locale}")["page"]


def live(page: Page) -> Any:
    """The latest version of a page, to be edited."""
    return Page.objects.get(pk=page.pk).specific.get_latest_revision_as_object()

"""Wagtail's checks of accessibility reach into the preview, which stands on the public site's host."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.userbar import ContentCheckerItem


class DraftChecks(ContentCheckerItem):
    """Wagtail's checks, believed from the public site and told to it."""

    def get_axe_spec(self, request: HttpRequest | None) -> dict[str, Any]:
        """The same rules; axe talks with frames of origins that it was told of, and no others."""
        return {**super().get_axe_spec(request), "allowedOrigins": ["<same_origin>", site_origin()]}


def site_origin() -> str:
    """Where previews are shown, as a browser names it."""
    address = urlsplit(settings.PUBLIC_SITE_URL)
    return f"{address.scheme}://{address.netloc}"


def check_drafts(request: HttpRequest, items: list[Any], page: Any) -> None:  # noqa: ARG001 - as Wagtail calls it
    """Put our checks in the place of Wagtail's."""
    items[:] = [DraftChecks(item.in_editor) if isinstance(item, ContentCheckerItem) else item for item in items]


hooks.register("construct_wagtail_userbar", check_drafts)

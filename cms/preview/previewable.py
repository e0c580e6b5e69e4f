"""What pages and snippets need to be looked at in the front end before they are public."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.models import PreviewableMixin, Site
from wagtail_headless_preview.models import get_client_root_url_from_site

from cms.accounts.signed_in import signed_in

from . import tokens


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What the front end shows: the very payload that publication would store."""

    kind: str
    locale: str | None
    """None for what is in every language."""
    payload: Any


class HeadlessPreviewable(PreviewableMixin):
    """Stands before a page's or snippet's other bases; previews leave for the address in `CLIENT_URLS`."""

    def draft(self) -> Draft:
        """What the public would read of this."""
        raise NotImplementedError

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Send the editor on with a token in the fragment, which no server is ever told."""
        session_key = request.session.session_key
        if session_key is None:
            raise PermissionDenied("A draft is for those who signed in.")
        token = tokens.issue(self, editor=signed_in(request), session_key=session_key)
        response = redirect(f"{self.client_address(request, mode_name)}#{token}")
        response["Referrer-Policy"] = "no-referrer"
        response["Cache-Control"] = "no-store"
        return response

    def client_address(self, request: HttpRequest, mode_name: str) -> str:  # noqa: ARG002 - for those with modes
        """Where the front end shows drafts."""
        return str(get_client_root_url_from_site(Site.find_for_request(request)))

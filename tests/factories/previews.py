"""Editors who look at their drafts, as Wagtail's preview panel lets them."""

from typing import Any

from django.http import HttpResponse
from django.test import Client
from wagtail.models import Page

API = "/api/v1/preview/resolve/"
TYPED = {
    "introduction": '{"blocks": [], "entityMap": {}}',
    "body-count": "0",
    "summary": "",
    "show_in_menus": "",
    "seo_title": "",
    "search_description": "",
}


def address_of(thing: Any) -> str:
    """Where the edit screen asks for the preview of this."""
    if isinstance(thing, Page):
        return f"/admin/pages/{thing.pk}/edit/preview/"
    name = f"{thing._meta.app_label}/{thing._meta.model_name}"
    return f"/admin/snippets/{name}/preview/{thing.pk}/"


def look(browser: Client, thing: Any, **typed: str) -> HttpResponse:
    """Type into the edit screen and open the preview; the answer leads to the front end."""
    saved = browser.post(address_of(thing), TYPED | typed)
    assert saved.json()["is_valid"], saved.content
    return browser.get(f"{address_of(thing)}?in_preview_panel=true")  # type: ignore[return-value]


def token_of(answer: HttpResponse) -> str:
    """The token that the front end's script finds in the fragment."""
    return answer["Location"].partition("#")[2]


def resolve(token: str) -> Any:
    """What the front end's server is told for a token."""
    return Client().post(API, {"token": token}, content_type="application/json")


def shown(browser: Client, thing: Any, **typed: str) -> Any:
    """The draft as the front end gets it."""
    return resolve(token_of(look(browser, thing, **typed))).json()["draft"]

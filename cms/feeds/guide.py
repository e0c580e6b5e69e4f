"""The provider's guide inside the admin: how to deliver, the contract, and the schemas to take away."""

from typing import Final

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from wagtail.admin.menu import MenuItem

from cms.facts.outsiders import is_outsider
from cms.settings.environment import BASE_DIR

FOLDER: Final = BASE_DIR / "docs" / "feed"
TEXTS: Final = {"guide": "README.md", "contract": "contract.md"}
SCHEMAS: Final = ("index.schema.json", "document.schema.json", "deauthorised.schema.json")


def show(request: HttpRequest, name: str = "guide") -> HttpResponse:
    """The guide, or the contract."""
    if name not in TEXTS:
        raise Http404
    text = (FOLDER / TEXTS[name]).read_text(encoding="utf-8")
    return render(request, "feeds/guide.html", {"name": name, "text": text, "schemas": SCHEMAS})


def take(_request: HttpRequest, file_name: str) -> FileResponse:
    """One of the JSON Schemas."""
    if file_name not in SCHEMAS:
        raise Http404
    return FileResponse((FOLDER / file_name).open("rb"), as_attachment=True, filename=file_name)


def urls() -> list[URLPattern]:
    """The addresses of the guide, below the admin's."""
    return [
        path("guide/", show, name="provider_guide"),
        path("guide/files/<str:file_name>", take, name="provider_guide_file"),
        path("guide/<str:name>/", show, name="provider_guide"),
    ]


class GuideItem(MenuItem):
    """The guide in the menu of those who need it."""

    def is_shown(self, request: HttpRequest) -> bool:
        """To information providers."""
        return is_outsider(request.user)


def menu_item() -> GuideItem:
    """The guide's place in the menu."""
    return GuideItem("Guide", reverse("provider_guide"), name="guide", icon_name="help", order=30)

"""The manual in the admin's menu, last."""

from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .addresses import PAGE, PICTURE
from .views import PageView, picture

INDEX = "manual"
LAST = 11_000


def addresses() -> list[URLPattern]:
    """The index, the pages by their names in the repository, and the pictures."""
    return [
        path("manual/", PageView.as_view(), name=INDEX),
        path("manual/picture/<path:name>", picture, name=PICTURE),
        path("manual/page/<path:name>", PageView.as_view(), name=PAGE),
    ]


def menu_item() -> MenuItem:
    """The way there, for everybody."""
    return MenuItem("Manual", reverse(INDEX), name="manual", icon_name="doc-full-inverse", order=LAST)


def style_sheet() -> str:
    """A link to our style sheet."""
    return format_html('<link rel="stylesheet" href="{}">', static("manual/manual.css"))


hooks.register("register_admin_urls", addresses)
hooks.register("register_admin_menu_item", menu_item)
hooks.register("insert_global_admin_css", style_sheet)

"""The style sheet of fact pages, for the whole admin: the dashboard uses it too."""

from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks


def style_sheet() -> str:
    """A link to our style sheet."""
    return format_html('<link rel="stylesheet" href="{}">', static("facts/facts.css"))


hooks.register("insert_global_admin_css", style_sheet)

"""Changes of access in the admin."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.snippets.models import register_snippet

from cms.accounts.models import User

from .models import AccessChange
from .viewsets import AccessChangeViewSet
from .waiting import waiting_changes

register_snippet(AccessChangeViewSet)


def propose_button(user: User, request_user: User) -> list[Button]:
    """Beside each other person, for those who may propose."""
    if user == request_user or not request_user.has_perm("access.add_accesschange"):
        return []
    address = reverse(AccessChange.snippet_viewset.get_url_name("add"))
    return [
        Button("Propose other access", url=f"{address}?{urlencode({'person': user.pk})}", icon_name="key", priority=20)
    ]


def waiting_in_review(_request: HttpRequest) -> list[Any]:
    """A line for each change that waits, above the access review."""
    return [
        format_html('<a href="{}">{}</a>', reverse("moderation:review", args=[number]), title)
        for title, number in waiting_changes()
    ]


hooks.register("register_user_listing_buttons", propose_button)
hooks.register("access_that_waits", waiting_in_review)

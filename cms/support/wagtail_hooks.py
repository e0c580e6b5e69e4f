"""Support in the admin."""

from django.templatetags.static import static
from django.urls import URLPattern, path
from django.utils.html import format_html
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from . import account_view, queue_view, reading, request_view
from .viewsets import SupportGroup

register_snippet(SupportGroup)


def addresses() -> list[URLPattern]:
    """The screens that aren't Wagtail's own."""
    return [
        path("support/requests/", queue_view.QueueView.as_view(), name=queue_view.INDEX),
        path("support/requests/new/", queue_view.NewRequestView.as_view(), name=queue_view.NEW),
        path("support/requests/<str:number>/", request_view.RequestView.as_view(), name=request_view.REQUEST),
        path("support/account/", account_view.AccountView.as_view(), name=account_view.INDEX),
        path("support/articles/", reading.ArticlesView.as_view(), name=reading.INDEX),
        path("support/articles/<slug:slug>/", reading.ArticleView.as_view(), name=reading.ARTICLE),
    ]


def style_sheet() -> str:
    """A link to our style sheet."""
    return format_html('<link rel="stylesheet" href="{}">', static("support/support.css"))


hooks.register("register_admin_urls", addresses)
hooks.register("insert_global_admin_css", style_sheet)

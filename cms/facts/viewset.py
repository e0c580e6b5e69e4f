"""Read-only snippets: what the feed writes, shown in Wagtail's own lists and pages."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from .outsiders import visible
from .policy import ReadOnlyPolicy
from .views import FactListView, FactPageView


class ReadOnlySnippetViewSet(SnippetViewSet):
    """A snippet that can be listed and read; there is no address at which it could be written."""

    index_view_class = FactListView
    inspect_view_class = FactPageView
    inspect_view_enabled = True
    copy_view_enabled = False
    add_to_reference_index = False
    index_template_name = "wagtailadmin/generic/index.html"
    search_backend_name = None
    list_per_page = 50
    search_condition: Callable[[str], Q]
    internal_columns: frozenset[str] = frozenset()

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """The list's options with our own way to search."""
        return super().get_index_view_kwargs(
            search_condition=self.search_condition, internal_columns=self.internal_columns, **kwargs
        )

    def rows(self) -> QuerySet[Any]:
        """What the list shows; lists leave out heavy columns and add what they tell beside the row."""
        return self.model._default_manager.all()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Those rows of the list that the reader may see, in the form that Wagtail asks for."""
        return visible(self.rows(), user=request.user)

    def get_urlpatterns(self) -> list[URLPattern]:
        """A list, its results and a page; nothing to add, edit, delete or copy with."""
        return [
            path("", self.index_view, name="list"),
            path("results/", self.index_results_view, name="list_results"),
            path(f"inspect/<{self.pk_path_converter}:pk>/", self.inspect_view, name="inspect"),
        ]

    def get_permissions_to_register(self) -> QuerySet[Permission]:
        """The one permission that a group can be given."""
        content_type = ContentType.objects.get_for_model(self.model)
        return Permission.objects.filter(content_type=content_type, codename=f"view_{self.model_name}")

    def register_chooser_viewset(self) -> None:
        """No chooser: nothing refers to facts yet, and choosers bring addresses of their own."""


def register_facts(group: type[SnippetViewSetGroup]) -> None:
    """Put a group of snippets into the menu, with the policy that keeps read-only ones so."""
    for viewset in group.items:
        if not issubclass(viewset, ReadOnlySnippetViewSet):
            continue
        register_permission_policy(viewset.model, ReadOnlyPolicy(viewset.model))
    register_snippet(group)

"""Wagtail's screens of groups, with our rules: nobody changes a role that they have, and roles aren't deleted."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from wagtail.users.views.groups import CreateView, EditView
from wagtail.users.views.groups import GroupViewSet as WagtailGroupViewSet

from .telling import told_together
from .users import absent


class NewRoleView(CreateView):
    """A role of the installation's own."""

    def process_form(self) -> HttpResponse:
        """Save role and permissions, and tell of all in one mail."""
        with told_together():
            answer: HttpResponse = super().process_form()
        return answer


class RoleView(EditView):
    """A role that is there."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Refuse people who would change what they themselves may do."""
        if request.user.groups.filter(pk=self.kwargs["pk"]).exists():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def process_form(self) -> HttpResponse:
        """Save role and permissions, and tell of all changes in one mail."""
        with told_together():
            answer: HttpResponse = super().process_form()
        return answer


class GroupViewSet(WagtailGroupViewSet):
    """The roles."""

    add_view_class = NewRoleView
    edit_view_class = RoleView

    def get_urlpatterns(self) -> list[URLPattern]:
        """Wagtail's without deleting: a role that goes would take its people's access with it, unseen."""
        kept = [pattern for pattern in super().get_urlpatterns() if pattern.name != "delete"]
        return [*kept, path("delete/<int:pk>/", absent, name="delete")]

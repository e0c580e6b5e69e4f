"""Screens of requests about personal data."""

from typing import Any

from wagtail.admin.widgets.button import HeaderButton
from wagtail.snippets.views.snippets import EditView

from cms.moderation.snippets import ModeratedViewSet

from . import views
from .models import PersonalDataRequest


class RequestView(EditView):
    """One request; its copy is beside it for a week."""

    @property
    def header_buttons(self) -> list[Any]:
        """The way to the copy, for those who may take it."""
        buttons: list[Any] = super().header_buttons
        if self.object.can_be_fetched and views.may_fetch(self.request.user, self.object):
            buttons.append(HeaderButton("Take the copy", url=views.address_of_copy(self.object), icon_name="download"))
        return buttons


class PersonalDataRequestViewSet(ModeratedViewSet):
    """Requests about personal data, the latest first."""

    model = PersonalDataRequest
    icon = "user"
    menu_label = "Personal data"
    add_to_settings_menu = True
    menu_order = 603
    edit_view_class = RequestView
    list_display = ["__str__", "reason", "status_string", "carried_out_at"]
    list_select_related = ("person",)
    ordering = ["-pk"]
    search_backend_name = None

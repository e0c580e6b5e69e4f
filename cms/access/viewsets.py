"""Screens of changes of access."""

from typing import Any

from wagtail.snippets.views.snippets import CreateView

from cms.accounts.models import User
from cms.moderation.snippets import ModeratedViewSet

from .models import AccessChange

PREFILLED = ("person", "roles", "email", "provider", "is_active", "is_superuser")


class ProposeView(CreateView):
    """A new proposal; begins with what the person in the address may do now."""

    def get_initial(self) -> dict[str, Any]:
        """The person's access at this moment, as far as the address names somebody."""
        initial: dict[str, Any] = super().get_initial()
        number = self.request.GET.get("person", "")
        person = User.objects.filter(pk=int(number)).first() if number.isdecimal() else None
        if person is None:
            return initial
        now = AccessChange.of_now(person)
        return initial | {name: getattr(now, name) for name in PREFILLED}


class AccessChangeViewSet(ModeratedViewSet):
    """Changes of access, the latest first."""

    model = AccessChange
    icon = "key"
    menu_label = "Changes of access"
    add_to_settings_menu = True
    menu_order = 602
    add_view_class = ProposeView
    list_display = ["__str__", "reason", "status_string", "applied_at"]
    list_select_related = ("person",)
    ordering = ["-pk"]
    search_backend_name = None

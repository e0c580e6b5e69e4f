"""Screens of decisions about deliveries."""

from typing import Any

from django.urls import URLPattern, path
from wagtail.snippets.views.snippets import CreateView

from cms.facts.columns import BadgeColumn, MomentColumn
from cms.moderation.snippets import ModeratedViewSet
from fundfeed.models import Delivery

from .decision_panels import state
from .models import DeliveryDecision
from .upload_view import UploadView


class ProposeView(CreateView):
    """A new decision, prefilled by the button that led here."""

    def get_initial(self) -> dict[str, Any]:
        """Kind and delivery of the address, as far as they exist."""
        kind, delivery = self.request.GET.get("kind"), self.request.GET.get("delivery", "")
        initial: dict[str, Any] = super().get_initial()
        if kind in DeliveryDecision.Kind.values:
            initial["kind"] = kind
        if delivery.isdecimal() and Delivery.objects.filter(pk=int(delivery)).exists():
            initial["delivery"] = int(delivery)
        return initial


class DeliveryDecisionViewSet(ModeratedViewSet):
    """Decisions about deliveries, the latest first."""

    model = DeliveryDecision
    icon = "check"
    menu_label = "Decisions"
    add_view_class = ProposeView
    list_display = [
        "__str__",
        BadgeColumn("state", badge=lambda decision: state(decision.state), label="Result", sort_key="state"),
        "status_string",
        MomentColumn("carried_out_at", label="Carried out", sort_key="carried_out_at"),
    ]
    list_filter = ["kind", "state"]
    ordering = ["-pk"]
    search_backend_name = None

    def get_urlpatterns(self) -> list[URLPattern]:
        """Beside Wagtail's own, the page on which a delivery is brought by hand."""
        view = UploadView.as_view(add_url_name=self.get_url_name("add"), index_url_name=self.get_url_name("list"))
        return [*super().get_urlpatterns(), path("upload/", view, name="upload")]

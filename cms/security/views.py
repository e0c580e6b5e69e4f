"""The screen of sign-ins: who was refused, who is locked out, who asks most; and letting an address in again."""

from typing import Any, Final

from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.accounts.lock_out import unlock_address
from cms.accounts.models import User
from cms.audit.services import record
from cms.logs.security import tell
from cms.partners.talkers import talkers

from . import sign_ins

INDEX: Final = "sign_ins"
LET_IN: Final = "sign_ins_let_in"
PERIODS: Final = {"1": "the last 24 hours", "7": "the last 7 days", "30": "the last 30 days"}
MOST_TALKERS: Final = 10


def may_watch(user: User | AnonymousUser) -> bool:
    """Whether this person may see who was refused: who lets people in again, and who audits."""
    return user.has_perm("accounts.unlock_user") or user.has_perm("audit.view_auditevent")


class SignInsView(WagtailAdminTemplateMixin, TemplateView):
    """What happened at the door."""

    template_name = "security/sign_ins.html"
    page_title = "Sign-ins"
    header_icon = "key"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Turn away whoever may not."""
        if not may_watch(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The last one is the page's heading."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The period that was asked for; a week otherwise."""
        at = timezone.now()
        asked = self.request.GET.get("days", "")
        days = asked if asked in PERIODS else "7"
        return super().get_context_data(
            days=days,
            periods=PERIODS,
            period=PERIODS[days],
            locked=sign_ins.locked_out(at=at),
            accounts=sign_ins.by_account(at=at, days=int(days)),
            addresses=sign_ins.by_address(at=at, days=int(days)),
            talkers=talkers(most=MOST_TALKERS),
            may_let_in=self.request.user.has_perm("accounts.unlock_user"),
            **kwargs,
        )


@require_POST
def let_in(request: HttpRequest) -> HttpResponse:
    """End the lock-out of an address before its time."""
    if not request.user.has_perm("accounts.unlock_user"):
        raise PermissionDenied
    address = request.POST.get("address", "")[:45]
    if unlock_address(address):
        tell("session.let_in_again")
        record(action="session.let_in_again", label=address, request=request)
    messages.success(request, f"Let in again: whoever comes from {address} may try now.")
    return redirect(INDEX)

"""The register of personal data on a screen, with the last run of each retention; and a person's copy."""

from typing import Any, Final

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.accounts.models import User
from cms.logs.security import tell

from .exporting import copy_of
from .models import PersonalDataRequest, last_runs
from .register import entries

INDEX: Final = "personal_data"
COPY: Final = "personal_data_copy"


def may_read(user: User | AnonymousUser) -> bool:
    """Whether this person answers for personal data: reads the access review, or runs the installation."""
    return user.has_perm("accounts.view_accessreview") or user.has_perm("privacy.view_retentionrun")


class RegisterView(WagtailAdminTemplateMixin, TemplateView):
    """Every kind of personal data."""

    template_name = "privacy/register.html"
    page_title = "Personal data"
    header_icon = "user"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Turn away whoever may not."""
        if not may_read(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The last one is the page's heading."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Each entry beside its last run."""
        runs = last_runs()
        return super().get_context_data(lines=[(entry, runs.get(entry.code)) for entry in entries()], **kwargs)


def may_fetch(user: User | AnonymousUser, request: PersonalDataRequest) -> bool:
    """Whether this person may take the copy away: who may propose requests, and isn't whom it is about."""
    return user.has_perm("privacy.add_personaldatarequest") and user.pk != request.person_id


def address_of_copy(request: PersonalDataRequest) -> str:
    """Where the copy is taken."""
    return reverse(COPY, args=[request.pk])


def copy(request: HttpRequest, pk: int) -> HttpResponse:
    """The copy as a file, made now and kept nowhere; the audit trail has the download."""
    asked = get_object_or_404(PersonalDataRequest, pk=pk)
    if not may_fetch(request.user, asked):
        raise PermissionDenied
    if not asked.can_be_fetched or asked.person is None:
        raise Http404
    tell("personal_data.exported", user_id=asked.person.pk)
    name = f"personal-data-{asked.person.pk}.json"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(copy_of(asked.person), content_type="application/json", headers=headers)

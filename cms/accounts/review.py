"""The access review: a report of who can do what, and the note that somebody looked through it."""

from typing import Any

import structlog
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.decorators.http import require_POST
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.users.views.users import UserFilterSet

from .access import Access, access_of, last_snapshot, people, snapshot
from .models import AccessReview, User

POLICY = ModelPermissionPolicy(AccessReview)
LONGEST_NOTE = 2000
EXPORTED = {
    "username": "User name",
    "name": "Name",
    "email": "Address",
    "state": "State",
    "roles": "Roles",
    "may": "May",
    "last_login": "Last sign-in",
    "second_factor": "Second factor",
    "changed": "Changed since the last review",
}
log = structlog.get_logger(__name__)


class AccessColumn(Column):
    """What somebody may do, which is long, folded up."""

    cell_template_name = "accounts/access_cell.html"


class AccessReviewView(ReportView):
    """Everybody with their access."""

    model = User
    page_title = "Access review"
    header_icon = "group"
    permission_policy = POLICY
    permission_required = "view"
    index_url_name = "access_review"
    index_results_url_name = "access_review_results"
    template_name = "accounts/access_review.html"
    filterset_class = UserFilterSet
    is_searchable = False
    default_ordering = "username"
    list_export = list(EXPORTED)
    export_headings = EXPORTED
    export_filename = "access-review"

    @cached_property
    def columns(self) -> list[Column]:
        """What a reviewer compares, from left to right."""
        return [
            TitleColumn("username", label="Person", get_url=self._address, width="18%"),
            StatusTagColumn("state", label="State", primary=lambda row: row.state == "Active"),
            Column("roles", label="Roles", width="20%"),
            AccessColumn("may", label="May", width="22%"),
            DateColumn("last_login", label="Last sign-in"),
            StatusTagColumn("second_factor", label="Second factor", primary=lambda row: row.second_factor == "On"),
            Column("changed", label="Since the last review"),
        ]

    def get_base_queryset(self) -> Any:
        """Everybody."""
        return people()

    def get_table(self, object_list: Any) -> Any:
        """The rows of a page."""
        return super().get_table(_rows(object_list))

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        """The rows of an export."""
        return _rows(object_list) if self.is_export else object_list

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The list, with the last review and the changes that wait above it."""
        return super().get_context_data(
            *args,
            last_review=AccessReview.objects.select_related("done_by").first(),
            waiting=[line for tell in hooks.get_hooks("access_that_waits") for line in tell(self.request)],
            may_sign=POLICY.user_has_permission(self.request.user, "add"),
            **kwargs,
        )

    def _address(self, row: Access) -> str | None:
        if not self.request.user.has_perm("accounts.change_user"):
            return None
        return reverse("wagtailusers_users:edit", args=[row.pk])


def _rows(users: Any) -> list[Access]:
    return access_of(users, before=last_snapshot(), now=timezone.now())


@require_POST
def sign_review(request: HttpRequest) -> HttpResponse:
    """Keep that the person who is signed in has looked through everybody's access, as it is now."""
    if not isinstance(request.user, User) or not POLICY.user_has_permission(request.user, "add"):
        raise PermissionDenied
    AccessReview.objects.create(
        done_at=timezone.now(),
        done_by=request.user,
        note=request.POST.get("note", "").strip()[:LONGEST_NOTE],
        access=snapshot(),
    )
    log.info("access.reviewed")
    messages.success(request, "The review is on record; the next one shows what changed since now.")
    return redirect("access_review")


class AccessReviewMenuItem(MenuItem):
    """Among the reports, for those who may read it."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the person may."""
        return bool(POLICY.user_has_permission(request.user, "view"))


def menu_item() -> MenuItem:
    """The link in the menu of reports."""
    return AccessReviewMenuItem("Access review", reverse("access_review"), icon_name="group", order=1100)


def addresses() -> list[URLPattern]:
    """The report, its results, and signing it."""
    return [
        path("reports/access-review/", AccessReviewView.as_view(), name="access_review"),
        path(
            "reports/access-review/results/",
            AccessReviewView.as_view(results_only=True),
            name="access_review_results",
        ),
        path("reports/access-review/sign/", sign_review, name="access_review_sign"),
    ]

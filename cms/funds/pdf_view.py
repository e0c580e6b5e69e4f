"""The PDF of an upload, for people of the admin only."""

from typing import Any

from django.http import FileResponse, Http404, HttpRequest
from django.views.generic import View
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.permissions import policy_registry

from fundfeed.adapters.archive import default_archive

from .models import DocumentUpload


class PdfView(PermissionCheckedMixin, View):
    """Shows bytes that a version of this upload names, and no others of the archive."""

    any_permission_required = ("add", "change", "view")

    @property
    def permission_policy(self) -> Any:
        """Who may look at uploads may look at their PDFs."""
        return policy_registry.get_by_type(DocumentUpload)

    def get(self, _request: HttpRequest, pk: int, sha256: str) -> FileResponse:
        """The PDF, to be shown inside the admin."""
        upload = DocumentUpload.objects.filter(pk=pk).first()
        if upload is None or not _names(upload, sha256) or not default_archive().has(sha256):
            raise Http404("No version of this upload names that file.")
        answer = FileResponse(default_archive().open(sha256), content_type="application/pdf", filename=f"{sha256}.pdf")
        answer["X-Content-Type-Options"] = "nosniff"
        answer["Cache-Control"] = "private, no-store"
        answer["X-Frame-Options"] = "SAMEORIGIN"
        return answer


def _names(upload: DocumentUpload, sha256: str) -> bool:
    return upload.sha256 == sha256 or upload.revisions.filter(content__sha256=sha256).exists()

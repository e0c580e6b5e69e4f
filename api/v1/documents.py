"""Documents: immutable PDFs under the SHA-256 of their bytes."""

from django.http import FileResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.views import APIView

from api import parameters
from api.caching import FOR_GOOD
from api.openapi import file_answers
from fundfeed.adapters.archive import default_archive
from fundfeed.selectors.published import shown_document

PDF = "application/pdf"


class DocumentView(APIView):
    """`GET /api/v1/documents/{sha256}.pdf`"""

    @extend_schema(
        operation_id="getDocument",
        summary="The bytes of a document",
        responses=file_answers(PDF, "The PDF; its SHA-256 is its name.", refusals=[(404, "No such document.")]),
    )
    def get(self, request: Request, sha256: str) -> HttpResponseBase:
        parameters.only_known(request.query_params, [])
        document = shown_document(sha256)
        if document is None:
            raise NotFound("No published document has this SHA-256.")
        tag = quote_etag(sha256)
        response: HttpResponseBase | None = get_conditional_response(request, etag=tag)
        if response is None:
            response = FileResponse(default_archive().open(sha256), content_type=PDF, filename=f"{sha256}.pdf")
            response["Content-Length"] = str(document.size)
        response["ETag"] = tag
        response["Cache-Control"] = FOR_GOOD
        response["X-Content-Type-Options"] = "nosniff"
        return response

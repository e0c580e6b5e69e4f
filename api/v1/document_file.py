"""The PDFs: immutable files under the SHA-256 of their bytes, whole or in part."""

import base64
import re
from http import HTTPStatus
from typing import Final
from urllib.parse import quote

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.views import APIView

from api.asking import parameters
from api.description.openapi import file_answers
from api.problems.errors import problem
from api.problems.file_refusals import beyond_the_end, unreadable
from api.wire.caching import FOR_GOOD, date
from api.wire.ranges import ByteRange, Unsatisfiable, wanted_range
from cms.downloads.counting import counter
from fundfeed.adapters.archive import default_archive
from fundfeed.adapters.portions import Unreadable
from fundfeed.selectors.published import ShownDocument, shown_document

PDF: Final = "application/pdf"
FORBIDDEN_IN_NAMES: Final = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|%]+')
LONGEST_NAME: Final = 150
REFUSALS: Final = [
    (404, "No such document."),
    (410, "It was public and was taken down."),
    (416, "The range lies beyond the end of the file."),
    (503, "The file store doesn't answer."),
]


class DocumentView(APIView):
    """`GET /api/v1/documents/{sha256}.pdf`"""

    @extend_schema(
        operation_id="getDocument",
        summary="The bytes of a document",
        description="Ask for a part with `Range: bytes=0-65535`; `ETag` and `Repr-Digest` say what the whole file is.",
        parameters=[
            OpenApiParameter(
                "Range", str, OpenApiParameter.HEADER, description="One range; several get the whole file."
            )
        ],
        responses=file_answers(PDF, "The PDF, or with 206 a part of it; its SHA-256 is its name.", refusals=REFUSALS),
    )
    def get(self, request: Request, sha256: str) -> HttpResponseBase:
        parameters.only_known(request.query_params, [])
        document = shown_document(sha256)
        if document is None:
            raise NotFound("No published document has this SHA-256.")
        if document.is_taken_down:
            return problem(HTTPStatus.GONE, "gone", "This document was public and was taken down.")
        tag = quote_etag(sha256)
        unchanged = get_conditional_response(request, etag=tag, last_modified=document.since)
        try:
            response = _described(unchanged or _file(request, document, tag), document, tag)
        except Unsatisfiable:
            return beyond_the_end(document.size)
        except Unreadable as error:
            return unreadable(error)
        if _is_download(request, response):
            counter.count(sha256, day=timezone.localdate(), agent=request.headers.get("User-Agent", ""))
        return response


def _is_download(request: Request, response: HttpResponseBase) -> bool:
    """Whether somebody begins to get the file; who goes on with it, asks about it or has it was counted before."""
    is_whole = response.status_code == HTTPStatus.OK
    is_begun = response.headers.get("Content-Range", "").startswith("bytes 0-")
    return request.method == "GET" and (is_whole or is_begun)


def _file(request: Request, document: ShownDocument, tag: str) -> HttpResponseBase:
    """The file or the part that is asked for; nothing is read for HEAD."""
    part = wanted_range(request, size=document.size, etag=tag)
    answered = part or ByteRange(0, document.size - 1)
    response = _opened(request, document, answered)
    response["Content-Length"] = str(answered.length)
    if part:
        response.status_code = HTTPStatus.PARTIAL_CONTENT
        response["Content-Range"] = f"bytes {part.first}-{part.last}/{document.size}"
    return response


def _opened(request: Request, document: ShownDocument, part: ByteRange) -> HttpResponseBase:
    if request.method == "HEAD":
        return HttpResponse(content_type=PDF)
    bytes_ = default_archive().portion(document.sha256, first=part.first, length=part.length)
    return StreamingHttpResponse(bytes_, content_type=PDF)


def _described(response: HttpResponseBase, document: ShownDocument, tag: str) -> HttpResponseBase:
    """What holds of the file, whether it is sent now, in part, or not at all."""
    digest = base64.b64encode(bytes.fromhex(document.sha256)).decode()
    response["ETag"] = tag
    response["Cache-Control"] = FOR_GOOD
    response["Accept-Ranges"] = "bytes"
    response["Repr-Digest"] = f"sha-256=:{digest}:"
    response["X-Content-Type-Options"] = "nosniff"
    date(response, document.since)
    if response.status_code != HTTPStatus.NOT_MODIFIED:
        response["Content-Disposition"] = disposition(document.name)
    return response


def disposition(name: str) -> str:
    """Shown, and saved under a readable name: in ASCII for old programs, in full for all others (RFC 6266)."""
    words = FORBIDDEN_IN_NAMES.sub(" ", name.removesuffix(".pdf")).split()
    stem = " ".join(words)[:LONGEST_NAME].strip(" .") or "document"
    plain = stem.encode("ascii", "ignore").decode().strip(" .") or "document"
    encoded = quote(f"{stem}.pdf".encode("utf-8", "ignore"), safe="")
    return f"inline; filename=\"{plain}.pdf\"; filename*=UTF-8''{encoded}"

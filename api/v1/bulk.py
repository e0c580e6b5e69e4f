"""Bulk files: the whole public record as of one moment, made once and served as files."""

from http import HTTPStatus
from typing import Final

import msgspec
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.views import APIView

from api.asking import parameters
from api.asking.following import token
from api.description.openapi import answers, file_answers
from api.problems.file_refusals import beyond_the_end, unreadable
from api.wire.caching import FOR_GOOD, date, published
from api.wire.ranges import ByteRange, Unsatisfiable, wanted_range
from fundfeed.adapters import bulk_store
from fundfeed.adapters.portions import Unreadable
from fundfeed.models import BulkFile, BulkSet
from fundfeed.records.bulk import BulkFileEntry, BulkKind, BulkList, BulkSetEntry
from fundfeed.selectors import bulk
from fundfeed.selectors.followed import Place

GZIP: Final = "application/gzip"
TEXT: Final = "text/plain; charset=utf-8"
UNKNOWN: Final = (404, "There is no such file, or no longer.")
NAME: Final = OpenApiParameter(
    "name",
    str,
    OpenApiParameter.PATH,
    description="As `/bulk/` names it, such as `funds-20261119T144000Z-full.ndjson.gz`.",
)
RANGE: Final = OpenApiParameter("Range", str, OpenApiParameter.HEADER, description="One range, such as `bytes=1000-`.")


class BulkView(APIView):
    """`GET /api/v1/bulk/`"""

    @extend_schema(
        operation_id="listBulkFiles",
        summary="Files of the whole public record",
        description="Each set is of one moment; `/changes/` goes on from its `token` without a gap.",
        responses=answers(BulkList, "The sets that are kept, the newest first."),
    )
    def get(self, request: Request) -> HttpResponse:
        parameters.only_known(request.query_params, [])
        found = BulkList(results=tuple(map(_set, bulk.sets())))
        return published(request, msgspec.json.encode(found))


class BulkFileView(APIView):
    """`GET /api/v1/bulk/{name}`"""

    @extend_schema(
        operation_id="getBulkFile",
        summary="One bulk file",
        description="A file never changes. A download that broke off goes on with `Range` and `If-Range`.",
        parameters=[NAME, RANGE],
        responses=file_answers(
            GZIP,
            "The file, or with 206 a part of it.",
            refusals=[
                UNKNOWN,
                (416, "The range lies beyond the end of the file."),
                (503, "The file store doesn't answer."),
            ],
        ),
    )
    def get(self, request: Request, name: str) -> HttpResponseBase:
        parameters.only_known(request.query_params, [])
        file = _file_called(name)
        tag = quote_etag(file.sha256)
        since = _since(file)
        unchanged = get_conditional_response(request, etag=tag, last_modified=since)
        try:
            response = unchanged or _sent(request, file, wanted_range(request, size=file.size, etag=tag))
        except Unsatisfiable:
            return beyond_the_end(file.size)
        except Unreadable as error:
            return unreadable(error)
        response["ETag"] = tag
        response["Cache-Control"] = FOR_GOOD
        response["Accept-Ranges"] = "bytes"
        response["X-Content-Type-Options"] = "nosniff"
        date(response, since)
        return response


class BulkDigestView(APIView):
    """`GET /api/v1/bulk/{name}.sha256`"""

    @extend_schema(
        operation_id="getBulkDigest",
        summary="The SHA-256 of a bulk file, as `sha256sum -c` reads it",
        description="Beside the file, `sha256sum -c` says whether it is whole.",
        parameters=[NAME],
        responses=file_answers("text/plain", "Digest, two spaces, and the name.", refusals=[UNKNOWN]),
    )
    def get(self, request: Request, name: str) -> HttpResponse:
        parameters.only_known(request.query_params, [])
        file = _file_called(name)
        body = f"{file.sha256}  {name}\n".encode()
        return published(request, body, cache=FOR_GOOD, media_type=TEXT, changed=_since(file))


def _since(file: BulkFile) -> int:
    """Since when its set is there; a file never changes."""
    return int(file.bulk_set.taken_at.timestamp())


def _file_called(name: str) -> BulkFile:
    file = bulk.file_called(name)
    if file is None:
        raise NotFound(f"There is no bulk file {name}; /api/v1/bulk/ lists those that are kept.")
    return file


def _sent(request: Request, file: BulkFile, part: ByteRange | None) -> HttpResponseBase:
    """The file or a part of it; nothing is read for HEAD."""
    sent = part or ByteRange(0, file.size - 1)
    response: HttpResponseBase = (
        HttpResponse(content_type=GZIP)
        if request.method == "HEAD"
        else StreamingHttpResponse(
            bulk_store.portion(file.sha256, first=sent.first, length=sent.length), content_type=GZIP
        )
    )
    response["Content-Length"] = str(sent.length)
    response["Content-Disposition"] = f'attachment; filename="{file.name}"'
    if part:
        response.status_code = HTTPStatus.PARTIAL_CONTENT
        response["Content-Range"] = f"bytes {part.first}-{part.last}/{file.size}"
    return response


def _set(found: BulkSet) -> BulkSetEntry:
    return BulkSetEntry(
        name=found.name,
        taken_at=found.taken_at,
        sequence=found.sequence,
        token=token(Place(found.sequence, found.mark)),
        files=tuple(map(_entry, found.files.all())),
    )


def _entry(file: BulkFile) -> BulkFileEntry:
    return BulkFileEntry(
        kind=BulkKind(file.kind),
        name=file.name,
        url=f"/api/v1/bulk/{file.name}",
        rows=file.rows,
        size_in_bytes=file.size,
        sha256=file.sha256,
        follows=file.follows or None,
    )

"""Documents: lists, what is known of one file, a fund's documents, and whether some bytes were published here."""

import re
from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import Annotated, Any

import msgspec
from django.http import HttpResponse, QueryDict
from drf_spectacular.utils import extend_schema
from msgspec.structs import replace
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.views import APIView

from api.asking import parameters
from api.asking.links import Direction, page_link
from api.description.openapi import answers, number_parameter, text_parameter
from api.wire.caching import published
from fundfeed.records.documents import DocumentAbout, DocumentList, FundDocuments, Verification
from fundfeed.selectors import published_documents
from fundfeed.selectors.document_types import type_codes
from fundfeed.selectors.published_documents import DocumentPage, DocumentQuery

BAD_PARAMETER = (400, "A parameter is unknown or its value is not accepted.")
UNKNOWN_BYTES = (404, "These bytes were never published here.")
FUND_ID = re.compile(r"[A-Z0-9-]{3,20}")
ON_SHOW = ("current", "superseded", "archived")
KEPT = (*ON_SHOW, "replaced")
KINDS = [
    text_parameter(
        "documentType",
        "Only documents of one of these types, by codes of `/document-types/`.",
        repeatable=True,
    ),
    text_parameter("language", "Only documents in one of these languages, such as `zh-Hant`.", repeatable=True),
]
STATUS = "Only documents with one of these statuses."
OF_A_FUND = [*KINDS, text_parameter("status", STATUS, repeatable=True, enum=KEPT)]
PARAMETERS = [
    text_parameter("fundId", "Only documents of this fund, its umbrella or its company, such as `DEM00001`."),
    text_parameter("isin", "Only documents that concern the share class with this ISIN."),
    *KINDS,
    text_parameter("status", STATUS, repeatable=True, enum=ON_SHOW),
    text_parameter("dateFrom", "Only documents published on this day or later, such as `2026-01-31`."),
    text_parameter("dateTo", "Only documents published on this day or earlier."),
    text_parameter("isLatest", "`true`: only the latest of each type, language and target.", enum=("true", "false")),
    number_parameter("pageSize", "Documents on a page; 20 unless told.", least=1, most=100),
    text_parameter("cursor", "A place in the list, from `next` or `previous`."),
]
Cursor = tuple[Direction, date, Annotated[int, msgspec.Meta(ge=0, le=2**63 - 1)]]


class DocumentListView(APIView):
    """`GET /api/v1/documents/`"""

    @extend_schema(
        operation_id="listDocuments",
        summary="List documents, the newest first",
        description="What funds show now, archived and superseded ones included; `isLatest=true` leaves those out.",
        parameters=PARAMETERS,
        responses=answers(DocumentList, "One page of documents.", refusals=[BAD_PARAMETER]),
    )
    def get(self, request: Request) -> HttpResponse:
        parameters.only_known(request.query_params, [parameter.name for parameter in PARAMETERS])
        query = _query(request.query_params)
        size = parameters.number(request.query_params, "pageSize", default=20, least=1, most=100)
        place = parameters.decode_cursor(request.query_params, Cursor)
        keys, is_backward = (place[1:], place[0] == "previous") if place else (None, False)
        page = published_documents.page(query, size=size, keys=keys, is_backward=is_backward)
        return published(request, _body(page, query, request))


class DocumentAboutView(APIView):
    """`GET /api/v1/documents/{sha256}/`"""

    @extend_schema(
        operation_id="getDocumentAbout",
        summary="What is known of a document's bytes",
        description="Each document under which they were public, with its funds, its dates, and what it superseded.",
        responses=answers(DocumentAbout, "All publications of these bytes.", refusals=[UNKNOWN_BYTES]),
    )
    def get(self, request: Request, sha256: str) -> HttpResponse:
        parameters.only_known(request.query_params, [])
        items = published_documents.publications_of(sha256)
        if not items:
            raise NotFound("No document with this SHA-256 was published here.")
        return published(
            request,
            b'{"sha256":"%b","url":"%b","publications":[%b]}'
            % (sha256.encode(), f"/api/v1/documents/{sha256}.pdf".encode(), b",".join(items)),
        )


class FundDocumentsView(APIView):
    """`GET /api/v1/funds/{fundId}/documents/`"""

    @extend_schema(
        operation_id="listFundDocuments",
        summary="A fund's documents by type and language, with former ones",
        description="Each group is in order, the newest first, and says of each document which ones it superseded. "
        "In pages, `/documents/` has those that the fund shows now.",
        parameters=OF_A_FUND,
        responses=answers(FundDocuments, "The groups.", refusals=[BAD_PARAMETER, (404, "No fund has this fundId.")]),
    )
    def get(self, request: Request, fund_id: str) -> HttpResponse:
        parameters.only_known(request.query_params, [parameter.name for parameter in OF_A_FUND])
        query = replace(_of_kinds(request.query_params, KEPT), fund_id=fund_id)
        documents = published_documents.documents_of(query) if FUND_ID.fullmatch(fund_id) else None
        if documents is None:
            raise NotFound(f"No fund is published under the fundId {fund_id[:20]}.")
        groups = [_group(kind, entries) for kind, entries in groupby(documents, key=lambda entry: entry[:2])]
        return published(request, b'{"fundId":"%b","groups":[%b]}' % (fund_id.encode(), b",".join(groups)))


class VerifyView(APIView):
    """`GET /api/v1/verify/{sha256}`"""

    @extend_schema(
        operation_id="verifyDocument",
        summary="Whether a file was published here",
        description="Ask with the SHA-256 of the file that you hold. A 404: these bytes were never public here.",
        responses=answers(
            Verification, "It was: what it is, since when, and whether it stands.", refusals=[UNKNOWN_BYTES]
        ),
    )
    def get(self, request: Request, sha256: str) -> HttpResponse:
        parameters.only_known(request.query_params, [])
        found = published_documents.verification(sha256)
        if found is None:
            raise NotFound(
                "This repository never published a document with this SHA-256. Even one changed byte gives another "
                "SHA-256: compare the file with the one that you were meant to get."
            )
        return published(request, found)


def _query(query: QueryDict) -> DocumentQuery:
    is_latest = parameters.one_of(query, "isLatest", ("", "true", "false"), default="")
    return replace(
        _of_kinds(query, ON_SHOW),
        fund_id=parameters.text(query, "fundId"),
        isin=parameters.text(query, "isin"),
        date_from=parameters.day(query, "dateFrom"),
        date_to=parameters.day(query, "dateTo"),
        is_latest=is_latest == "true" if is_latest else None,
    )


def _of_kinds(query: QueryDict, statuses: Sequence[str]) -> DocumentQuery:
    """What both lists of documents can be asked for."""
    return DocumentQuery(
        document_types=parameters.texts_of(query, "documentType", type_codes() if "documentType" in query else None),
        languages=parameters.texts_of(query, "language", None),
        statuses=parameters.texts_of(query, "status", statuses),
    )


def _body(page: DocumentPage, query: DocumentQuery, request: Request) -> bytes:
    return b'{"results":[%b],"next":%b,"previous":%b,"total":%b}' % (
        b",".join(page.items),
        msgspec.json.encode(page_link(request, "next", page.after)),
        msgspec.json.encode(page_link(request, "previous", page.before)),
        msgspec.json.encode(published_documents.total(query)),
    )


def _group(kind: Sequence[str], entries: Any) -> bytes:
    documents = b",".join(entry[2] for entry in entries)
    document_type, language = map(msgspec.json.encode, kind)
    return b'{"documentType":%b,"language":%b,"documents":[%b]}' % (document_type, language, documents)

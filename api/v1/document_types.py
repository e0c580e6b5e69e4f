"""The types that documents have."""

import msgspec
from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.views import APIView

from api.asking import parameters
from api.description.openapi import answers
from api.wire.caching import published
from fundfeed.records.document_types import DocumentTypeList
from fundfeed.selectors.document_types import document_types


class DocumentTypesView(APIView):
    """`GET /api/v1/document-types/`"""

    @extend_schema(
        operation_id="listDocumentTypes",
        summary="The types of documents, with their names",
        description=(
            "All on one page, in the order in which a fund's documents are shown. A type that is retired takes no new "
            "documents. `python -m fundfeed validate --document-types FILE` reads this answer."
        ),
        responses=answers(DocumentTypeList, "The types."),
    )
    def get(self, request: Request) -> HttpResponse:
        parameters.only_known(request.query_params, [])
        return published(request, msgspec.json.encode(DocumentTypeList(results=document_types())))

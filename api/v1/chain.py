"""The chain: the ledger's head, and proofs that lead to it."""

import msgspec
from django.http import HttpResponse
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.views import APIView

from api.asking import parameters
from api.description.openapi import answers, number_parameter
from api.wire.caching import FOR_GOOD, SHORT, published
from fundfeed.records.chain import ChainEntry, Consistency, Proof, SealedHead
from fundfeed.selectors import chain

from .identifiers import known_form
from .versions import BAD_PARAMETER, MOST_VERSIONS, NO_VERSION

MOST_ENTRIES = 2**63 - 1
NO_HEAD = (404, "Nothing is published yet, or no head was published over so many entries.")


def _count(name: str, description: str) -> OpenApiParameter:
    return number_parameter(name, description, least=1, most=MOST_ENTRIES)


class ChainView(APIView):
    """`GET /api/v1/chain/`"""

    @extend_schema(
        operation_id="getChainHead",
        summary="The head of the ledger: how many entries, the last one's hash, the root over all",
        description="One is sealed with every publication that adds an entry, in the same transaction.",
        parameters=[_count("count", "An earlier head, by its number of entries, for example `951`.")],
        responses=answers(SealedHead, "The head.", refusals=[BAD_PARAMETER, NO_HEAD]),
    )
    def get(self, request: Request) -> HttpResponse:
        parameters.only_known(request.query_params, ["count"])
        found = _head(request, "count")
        return published(request, msgspec.json.encode(found), cache=_lifetime(request, "count"))


class ConsistencyView(APIView):
    """`GET /api/v1/chain/consistency/`"""

    @extend_schema(
        operation_id="proveConsistency",
        summary="The proof that nothing under an earlier head was changed or taken out since",
        parameters=[
            number_parameter("from", "`count` of the head that you kept.", least=1, most=MOST_ENTRIES, required=True),
            _count("to", "`count` of a later head; the latest unless told."),
        ],
        responses=answers(Consistency, "Both heads, and the hashes between them.", refusals=[BAD_PARAMETER, NO_HEAD]),
    )
    def get(self, request: Request) -> HttpResponse:
        parameters.only_known(request.query_params, ["from", "to"])
        parameters.needed(request.query_params, "from", most=MOST_ENTRIES)
        earlier, later = _head(request, "from"), _head(request, "to")
        if later.count < earlier.count:
            raise NotFound(f"The head over {later.count} entries is earlier than the one over {earlier.count}.")
        answer = chain.consistency(earlier, later)
        return published(request, msgspec.json.encode(answer), cache=_lifetime(request, "to"))


class ProofView(APIView):
    """`GET /api/v1/funds/{fundId}/versions/{version}/proof/`"""

    @extend_schema(
        operation_id="proveFundVersion",
        summary="The proof that a version stands in the ledger",
        description="`docs/api/verify.py` checks it with nothing but Python's standard library.",
        parameters=[_count("count", "Prove it against an earlier head, by its number of entries.")],
        responses=answers(Proof, "Entry, path and head.", refusals=[BAD_PARAMETER, NO_VERSION]),
    )
    def get(self, request: Request, fund_id: str, version: int) -> HttpResponse:
        parameters.only_known(request.query_params, ["count"])
        entry, head = _entry(known_form(fund_id), version), _head(request, "count")
        if head.count < entry.sequence:
            raise NotFound(f"The version is entry {entry.sequence}, which came after the head over {head.count}.")
        return published(request, msgspec.json.encode(chain.proof(entry, head)), cache=_lifetime(request, "count"))


def _entry(fund_id: str, version: int) -> ChainEntry:
    found = chain.entry(fund_id, version) if version <= MOST_VERSIONS else None
    if found is None:
        raise NotFound(f"{fund_id} has no version {version}.")
    return found


def _head(request: Request, name: str) -> SealedHead:
    """The head that this parameter names by its count; the latest when it is absent."""
    count = parameters.number(request.query_params, name, default=0, least=1, most=MOST_ENTRIES)
    found = chain.head(count or None)
    if found is None:
        raise NotFound(f"No head over {count} entries was published." if count else "Nothing is published yet.")
    return found


def _lifetime(request: Request, name: str) -> str:
    """What is said of a named head stays true; the latest one changes."""
    return FOR_GOOD if parameters.text(request.query_params, name) else SHORT

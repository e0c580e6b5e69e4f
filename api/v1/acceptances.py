"""Visitors accept a legal notice, and whoever holds a receipt can ask which version it was."""

from collections.abc import Sequence
from http import HTTPStatus
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.views import APIView

from api.asking import parameters
from api.description.openapi import answers, created
from api.door.partner_view import answer, body_of, described
from api.problems.errors import problem
from api.shapes.legal import Acceptance, AcceptanceRequest
from cms.content import acceptance
from cms.content.languages import TAGS
from cms.content.models import LegalAcceptance
from cms.content.payloads import LegalNotice

RECEIPT = "6f1b3f0e-5c1d-4d0a-9a55-2f0f6f3f8a41"
EXAMPLE = OpenApiExample(
    "An acceptance",
    value={
        "receipt": RECEIPT,
        "kind": "disclaimer",
        "locale": "en",
        "version": "2026-1",
        "effectiveFrom": "2026-01-01",
        "textSha256": "9b6f5d2c1e0a4b7d8c3f6e5a2b1d0c9f8e7a6b5c4d3e2f1a0b9c8d7e6f5a4b3c",
        "acceptedAt": "2026-11-22T04:00:00.123456Z",
    },
    response_only=True,
)


class AcceptancesView(APIView):
    """`POST /api/v1/legal/{kind}/acceptances/`"""

    http_method_names = ["post", "options"]

    @extend_schema(
        operation_id="acceptLegalNotice",
        summary="Accept the version of a legal notice that is in force",
        description="In any of its languages. Kept are a random receipt, the version and the moment, nothing about "
        "who it was, and so for good. A wording that isn't in force is refused; `accepted` has those that are.",
        request=described(AcceptanceRequest),
        examples=[EXAMPLE],
        responses=created(
            Acceptance,
            "It is kept.",
            refusals=[
                (400, "The body isn't right."),
                (404, "No version of such a notice is in force."),
                (409, "Another wording is in force now."),
            ],
        ),
    )
    def post(self, request: Request, kind: str) -> HttpResponse:
        parameters.only_known(request.query_params, [])
        wanted = body_of(request, AcceptanceRequest).text_sha256
        try:
            kept = acceptance.accept(kind=kind, text_sha256=wanted, at=timezone.now())
        except acceptance.UnknownNoticeError as error:
            raise NotFound(str(error)) from error
        except acceptance.NotInForceError as error:
            return _another_wording(wanted, error.in_force, str(error))
        return _unkept(answer(_facts(kept), status=HTTPStatus.CREATED))


class AcceptanceView(APIView):
    """`GET /api/v1/legal/{kind}/acceptances/{receipt}/`"""

    @extend_schema(
        operation_id="getLegalAcceptance",
        summary="Which version was accepted with a receipt, and when",
        examples=[EXAMPLE],
        responses=answers(Acceptance, "The acceptance.", refusals=[(404, "There is no such receipt.")]),
    )
    def get(self, request: Request, kind: str, receipt: UUID) -> HttpResponse:
        parameters.only_known(request.query_params, [])
        kept = acceptance.accepted_with(receipt)
        if kept is None or kept.notice.kind != kind:
            raise NotFound("There is no such receipt.")
        return _unkept(answer(_facts(kept)))


def _facts(kept: LegalAcceptance) -> Acceptance:
    notice = kept.notice
    return Acceptance(
        receipt=kept.receipt,
        kind=notice.kind,  # type: ignore[arg-type] # one of Kind
        locale=TAGS[notice.locale.language_code],
        version=notice.version,
        effective_from=notice.effective_from,  # type: ignore[arg-type] # what is published has one
        text_sha256=kept.text_sha256,
        accepted_at=kept.accepted_at,
    )


def _another_wording(wanted: str, in_force: Sequence[LegalNotice], why: str) -> HttpResponse:
    digests = tuple(notice.text_sha256 for notice in in_force)
    return problem(HTTPStatus.CONFLICT, "conflict", why, parameter="textSha256", received=wanted, accepted=digests)


def _unkept(said: HttpResponse) -> HttpResponse:
    """A receipt is for its holder alone: no cache keeps the answer."""
    said["Cache-Control"] = "no-store"
    return said

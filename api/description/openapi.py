"""The OpenAPI file: shapes come from the very types that publication encodes, so they can't drift apart."""

import re
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

import msgspec
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse

from api.problems.catalogue import ProblemKinds
from api.shapes.drafts import PreviewAnswer, PreviewRequest
from api.shapes.legal import Acceptance, AcceptanceRequest
from api.shapes.partner import (
    DeliveryList,
    NewKey,
    NewSecret,
    PartnerAnswer,
    ReplayRequest,
    RotateRequest,
    WebhookFacts,
    WebhookList,
)
from api.shapes.service import Status, StatusHistory
from api.shapes.support import (
    SupportAsked,
    SupportForm,
    SupportNumber,
    SupportReply,
    SupportState,
    SupportToken,
)
from cms.content.answers import (
    BannerAnswer,
    ContentChangeList,
    FaqAnswer,
    LegalAnswer,
    LegalVersionsAnswer,
    MenuAnswer,
    NewsAnswer,
    PageAnswer,
    RedirectAnswer,
)
from cms.support.payloads import FeedbackKept, FeedbackRequest, HelpAnswer, HelpList
from fundfeed.records.bulk import BulkList
from fundfeed.records.chain import Consistency, Proof, SealedHead
from fundfeed.records.coverage import CoverageList, CoverageTotals
from fundfeed.records.document_types import DocumentTypeList
from fundfeed.records.documents import DocumentAbout, DocumentList, FundDocuments, Verification
from fundfeed.records.following import ChangeList
from fundfeed.records.history import Comparison, Figures, Provenance, VersionList
from fundfeed.records.lookups import FundGroupDetail, FundGroupList, Resolution, UmbrellaDetail, UmbrellaList
from fundfeed.records.public import Facets, FundDetail, FundList, FundProfile, Problem
from fundfeed.records.state import RecordInState

PUBLIC_TYPES = (
    *(FundList, FundDetail, Facets, Status, StatusHistory, Problem, ProblemKinds),
    *(Resolution, FundGroupList, FundGroupDetail, UmbrellaList, UmbrellaDetail),
    *(PageAnswer, MenuAnswer, BannerAnswer, LegalAnswer, LegalVersionsAnswer, FaqAnswer, NewsAnswer),
    RedirectAnswer,
    *(HelpList, HelpAnswer, FeedbackRequest, FeedbackKept),
    *(SupportForm, SupportAsked, SupportNumber, SupportToken, SupportReply, SupportState),
    *(PreviewRequest, PreviewAnswer),
    *(AcceptanceRequest, Acceptance),
    *(DocumentList, DocumentAbout, DocumentTypeList, FundDocuments, Verification),
    *(CoverageList, CoverageTotals),
    *(FundProfile, VersionList, Comparison, RecordInState, SealedHead, Proof, Consistency, Provenance, Figures),
    *(PartnerAnswer, RotateRequest, NewKey, WebhookList, WebhookFacts, DeliveryList, ReplayRequest, NewSecret),
    *(ChangeList, ContentChangeList, BulkList),
)
PUBLIC = "/api/v1/"
REFERENCE = "#/components/schemas/{name}"
Endpoint = tuple[str, str, str, Any]
Answers = dict[int | tuple[int, str], OpenApiResponse]


def answers(
    shape: type, description: str, *, refusals: Iterable[tuple[int, str]] = (), status: int = HTTPStatus.OK
) -> Answers:
    """The answer with a public type, and the problems that may come instead."""
    found: Answers = {int(status): OpenApiResponse(_reference(shape), description)}
    found |= {(status, "application/problem+json"): _problem(why) for status, why in refusals}
    return found


def created(shape: type, description: str, *, refusals: Iterable[tuple[int, str]] = ()) -> Answers:
    """The answer about something new, with its public type, and the problems that may come instead."""
    return answers(shape, description, refusals=refusals, status=HTTPStatus.CREATED)


def either_of(first: type, second: type, description: str, *, refusals: Iterable[tuple[int, str]] = ()) -> Answers:
    """The answer with one of two public types, and the problems that may come instead."""
    found = answers(first, description, refusals=refusals)
    return found | {200: OpenApiResponse({"anyOf": [_reference(first), _reference(second)]}, description)}


def file_answers(media_type: str, description: str, *, refusals: Iterable[tuple[int, str]]) -> Answers:
    """An answer that is a file, and the problems that may come instead."""
    found: Answers = {(200, media_type): OpenApiResponse(OpenApiTypes.BINARY, description)}
    found |= {(status, "application/problem+json"): _problem(why) for status, why in refusals}
    return found


def text_parameter(name: str, description: str, *, repeatable: bool = False, **more: Any) -> OpenApiParameter:
    """A query parameter with text."""
    return OpenApiParameter(
        name, str, many=repeatable, explode=True if repeatable else None, description=description, **more
    )


def only_public(endpoints: list[Endpoint], **_options: Any) -> list[Endpoint]:
    """Hook of drf-spectacular: leave out what isn't part of the public API, such as Wagtail's admin API."""
    return [(_camel(path), regex, method, view) for path, regex, method, view in endpoints if path.startswith(PUBLIC)]


def number_parameter(name: str, description: str, *, least: int, most: int, **more: Any) -> OpenApiParameter:
    """A query parameter with a whole number."""
    shape = {"type": "integer", "minimum": least, "maximum": most}
    return OpenApiParameter(name, shape, description=description, **more)


def date_parameter(name: str, description: str) -> OpenApiParameter:
    """A query parameter with a day."""
    return OpenApiParameter(name, OpenApiTypes.DATE, description=description)


def add_public_types(result: dict[str, Any], **_options: Any) -> dict[str, Any]:
    """Hook of drf-spectacular: put the public types where the answers refer to them."""
    shapes = msgspec.json.schema_components(PUBLIC_TYPES, ref_template=REFERENCE)[1]
    result.setdefault("components", {}).setdefault("schemas", {}).update(shapes)
    return result


def _camel(path: str) -> str:
    """Names in paths as everywhere on the wire: `{fund_id}` becomes `{fundId}`."""
    return re.sub(r"_([a-z])", lambda match: match[1].upper(), path)


def _reference(shape: type) -> dict[str, str]:
    return {"$ref": REFERENCE.format(name=shape.__name__)}


def _problem(description: str) -> OpenApiResponse:
    return OpenApiResponse(_reference(Problem), description)

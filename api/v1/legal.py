"""Legal notices: the version in force, and all that there ever were."""

from django.http import HttpResponse
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.views import APIView

from api.asking import parameters
from api.asking.languages import LANGUAGES, NAMES, in_language, wanted_language
from api.description.openapi import answers
from api.wire.caching import kept_until, published
from cms.content import selectors
from cms.content.answers import LegalAnswer, LegalVersionsAnswer

from .content import BAD_PARAMETER, listed, localised

UNKNOWN = (404, "There is no such notice.")


class LegalView(APIView):
    """`GET /api/v1/legal/{kind}/`"""

    @extend_schema(
        operation_id="getLegalNotice",
        summary="The version of a legal notice that is in force",
        parameters=LANGUAGES,
        responses=answers(LegalAnswer, "The version in force.", refusals=[BAD_PARAMETER, UNKNOWN]),
    )
    def get(self, request: Request, kind: str) -> HttpResponse:
        parameters.only_known(request.query_params, NAMES)
        locale, now = wanted_language(request), timezone.now()
        found, versions = selectors.legal_versions(kind=kind, locale=locale)
        in_force = next((payload for start, payload in versions if start and start <= now), None)
        if in_force is None:
            raise NotFound("No version of this legal notice is in force.")
        later = min((start for start, _ in versions if start and start > now), default=None)
        body = localised(locale, found, b'"notice":' + in_force)
        return in_language(request, published(request, body, cache=kept_until(later, now=now)), found)


class LegalVersionsView(APIView):
    """`GET /api/v1/legal/{kind}/versions/`"""

    @extend_schema(
        operation_id="listLegalVersions",
        summary="Every approved version of a legal notice",
        description="Those that aren't in force yet included; `effectiveFrom` says from which day each one is.",
        parameters=LANGUAGES,
        responses=answers(LegalVersionsAnswer, "The versions, the latest first.", refusals=[BAD_PARAMETER, UNKNOWN]),
    )
    def get(self, request: Request, kind: str) -> HttpResponse:
        parameters.only_known(request.query_params, NAMES)
        locale = wanted_language(request)
        found, versions = selectors.legal_versions(kind=kind, locale=locale)
        if not versions:
            raise NotFound("There is no such legal notice.")
        body = localised(locale, found, listed([payload for _, payload in versions]))
        return in_language(request, published(request, body), found)

"""Banners, exactly within their windows."""

import math
from datetime import datetime

from django.http import HttpResponse
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.views import APIView

from api import parameters
from api.caching import published
from api.languages import LANGUAGES, NAMES, in_language, wanted_language
from api.openapi import answers, text_parameter
from cms.content import selectors
from cms.content.payloads import BannerAnswer

from .content import BAD_PARAMETER, listed

POSITIONS = ("home_top", "all_pages", "fund_page")
LONGEST = 30


class BannersView(APIView):
    """`GET /api/v1/banners/`"""

    @extend_schema(
        operation_id="listBanners",
        summary="The banners of this moment",
        description="An answer may be kept until the next banner appears or disappears, and never longer than 30 s.",
        parameters=[*LANGUAGES, text_parameter("position", "Only those of one position.", enum=POSITIONS)],
        responses=answers(BannerAnswer, "The banners, the most important one first.", refusals=[BAD_PARAMETER]),
    )
    def get(self, request: Request) -> HttpResponse:
        parameters.only_known(request.query_params, [*NAMES, "position"])
        locale = wanted_language(request)
        position = parameters.one_of(request.query_params, "position", ("", *POSITIONS), default="")
        now = timezone.now()
        items = selectors.banners(locale=locale, position=position, at=now)
        boundary = selectors.next_boundary(locale=locale, position=position, after=now)
        body = b'{"locale":"%b",%b}' % (locale.encode(), listed(items))
        return in_language(request, published(request, body, cache=lifetime(now, boundary)), locale)


def lifetime(now: datetime, boundary: datetime | None) -> str:
    """How long an answer may be kept: no second beyond the next boundary, and never stale."""
    seconds = LONGEST if boundary is None else min(LONGEST, math.floor((boundary - now).total_seconds()))
    return f"public, max-age={seconds}, s-maxage={seconds}, must-revalidate"

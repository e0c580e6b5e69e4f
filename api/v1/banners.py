"""Banners, exactly within their windows."""

from django.http import HttpResponse
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.views import APIView

from api.answers import maintenance_banner
from api.asking import parameters
from api.asking.languages import LANGUAGES, NAMES, in_language, wanted_language
from api.description.openapi import answers, text_parameter
from api.wire.caching import kept_until, published
from cms.content import selectors
from cms.content.answers import BannerAnswer

from .content import BAD_PARAMETER, listed

POSITIONS = ("home_top", "all_pages", "fund_page")


class BannersView(APIView):
    """`GET /api/v1/banners/`"""

    @extend_schema(
        operation_id="listBanners",
        summary="The banners of this moment",
        description="Maintenance of the service stands among them, from three days before until it is over. An answer "
        "may be kept until the next banner appears or disappears, and never longer than 30 s.",
        parameters=[*LANGUAGES, text_parameter("position", "Only those of one position.", enum=POSITIONS)],
        responses=answers(BannerAnswer, "The banners, the most important one first.", refusals=[BAD_PARAMETER]),
    )
    def get(self, request: Request) -> HttpResponse:
        parameters.only_known(request.query_params, [*NAMES, "position"])
        locale = wanted_language(request)
        position = parameters.one_of(request.query_params, "position", ("", *POSITIONS), default="")
        now = timezone.now()
        announced = maintenance_banner.banners(locale=locale, position=position, at=now)
        items = announced.items + selectors.banners(locale=locale, position=position, at=now)
        boundary = selectors.next_boundary(locale=locale, position=position, after=now)
        body = b'{"locale":"%b",%b}' % (locale.encode(), listed(items))
        next_change = min((moment for moment in (boundary, announced.boundary) if moment), default=None)
        cache = kept_until(next_change, now=now, by_clients=True)
        return in_language(request, published(request, body, cache=cache), locale)

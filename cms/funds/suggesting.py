"""What fields for identifiers suggest: the first funds or share classes that match what was typed so far."""

from collections.abc import Iterable
from typing import Final

from django.http import HttpRequest, JsonResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_GET

from fundfeed.models import Fund, ShareClass

from .fund_input import SUGGESTED_FUNDS, SUGGESTED_SHARE_CLASSES
from .search import funds_matching, share_classes_matching

MOST: Final = 20
SHORTEST: Final = 2
LONGEST: Final = 100


@require_GET
def suggested_funds(request: HttpRequest) -> JsonResponse:
    """Funds by ID, ISIN or words of a name, umbrella or house."""
    funds = Fund.objects.filter(funds_matching(_typed(request))).order_by("name", "pk")
    return _suggestions(request, ((fund.pk, f"{fund.name} {fund.name_zh}".strip()) for fund in funds[:MOST]))


@require_GET
def suggested_share_classes(request: HttpRequest) -> JsonResponse:
    """Share classes by ISIN, fund ID or words of a name."""
    found = ShareClass.objects.filter(share_classes_matching(_typed(request))).order_by("name", "pk")
    return _suggestions(request, ((one.isin, one.name) for one in found[:MOST]))


def addresses() -> list[URLPattern]:
    """Where both are asked for, below the admin's own address."""
    return [
        path("suggestions/funds/", suggested_funds, name=SUGGESTED_FUNDS),
        path("suggestions/share-classes/", suggested_share_classes, name=SUGGESTED_SHARE_CLASSES),
    ]


def _typed(request: HttpRequest) -> str:
    return request.GET.get("q", "").replace("\0", "").strip()[:LONGEST]


def _suggestions(request: HttpRequest, found: Iterable[tuple[str, str]]) -> JsonResponse:
    is_enough = len(_typed(request)) >= SHORTEST
    return JsonResponse({"suggestions": [{"id": pk, "name": name} for pk, name in found] if is_enough else []})

"""In which language an answer comes: as the address says, or else as `Accept-Language` prefers."""

import re
from functools import lru_cache
from typing import Final, get_args

from django.http import HttpRequest, HttpResponse, QueryDict

from api.description.openapi import text_parameter
from api.problems.errors import InvalidParameter
from api.wire.varying import vary_on
from cms.content.languages import FALLBACK, Tag

from . import parameters

TAGS: Final[tuple[Tag, ...]] = get_args(Tag)
PRIMARY: Final[dict[str, Tag]] = {"en": "en", "*": "en", "zh": "zh-Hant"}
RANGE: Final = re.compile(r"([a-z]{1,8}|\*)(?:-[a-z0-9]{1,8})*(?:\s*;\s*q\s*=\s*([01](?:\.[0-9]{0,3})?))?")
LOCALE = text_parameter("locale", "The language; unless told what `Accept-Language` prefers, else `en`.", enum=TAGS)
LANG = text_parameter("lang", "Another name of `locale`.", enum=TAGS)
LANGUAGES: Final = [LOCALE, LANG]
NAMES: Final = ("locale", "lang")


def wanted_language(request: HttpRequest) -> Tag:
    """The language that is asked for; raises `InvalidParameter`."""
    return _stated(request.GET) or preferred(request.META.get("HTTP_ACCEPT_LANGUAGE", ""))


def in_language(request: HttpRequest, answer: HttpResponse, tag: Tag) -> HttpResponse:
    """Say in which language the answer is, and to caches whether it would be another one for others."""
    answer["Content-Language"] = tag
    if not any(request.GET.get(name) for name in NAMES):
        vary_on(answer, "Accept-Language")
    return answer


@lru_cache(maxsize=256)
def preferred(accept: str) -> Tag:
    """The language of ours that is wanted most: English for any English, ours for any Chinese."""
    best, most = FALLBACK, 0.0
    for one in accept.lower().split(","):
        found = RANGE.fullmatch(one.strip())
        tag = PRIMARY.get(found[1]) if found else None
        weight = float(found[2] or 1) if found else 0
        if tag and weight > most:
            best, most = tag, weight
    return best


def _stated(query: QueryDict) -> Tag | None:
    named = {
        name: parameters.one_of(query, name, TAGS, default=FALLBACK) for name in NAMES if parameters.text(query, name)
    }
    if len(set(named.values())) > 1:
        detail = "`lang` and `locale` name two languages: leave one away."
        raise InvalidParameter(parameter="locale", received=named["locale"], accepted=(named["lang"],), detail=detail)
    return next((tag for tag in TAGS if tag in named.values()), None)

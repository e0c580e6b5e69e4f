"""Who asks, whether they may, and how much is left: for each request, before anything else is done for it.

`admit` knows nothing of Django's requests, so that whatever stands before Django can ask it, too.
"""

import ipaddress
from functools import lru_cache
from http import HTTPStatus
from secrets import compare_digest
from typing import Final, NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from api.problems.errors import problem
from cms.audit.context import address_of
from cms.logs.security import tell
from cms.partners import keys, quotas
from cms.partners.models import ApiKey
from cms.partners.tiers import PER_MINUTE, Scope, Tier

PREFIX: Final = "/api/v1/"
POLICY: Final = "default"
SERVICE: Final = "service"
PARTS: Final = {
    **dict.fromkeys(("documents", "verify"), "documents"),
    **dict.fromkeys(("changes", "content-changes", "feeds", "atom"), "changes"),
    **dict.fromkeys(
        ("pages", "menus", "banners", "legal", "faq", "help", "news", "images", "preview"),
        "content",
    ),
    **dict.fromkeys(("status", "problems", "openapi.json", "docs"), "about"),
    "support-requests": "content",
    "bulk": "bulk",
    "partner": "partner",
}
NEEDED: Final = {"record": Scope.RECORD, "changes": Scope.RECORD, "documents": Scope.DOCUMENTS, "bulk": Scope.BULK}
NETWORK_BITS: Final = 64


class Admission(NamedTuple):
    """The key that was shown, what to send beside the answer, and the answer itself when it is a refusal."""

    key: ApiKey | None
    headers: dict[str, str]
    refusal: HttpResponse | None


def admit(*, path: str, authorization: str, address: str, visitor: str = "") -> Admission:
    """Count a request to the API against the quota of its key, or of its address when it shows none.

    `visitor` is the address for which our own site asks; anybody else says nothing by it.
    """
    part = part_of(path)
    if not authorization or authorization.lower().startswith("basic "):
        return _count(None, caller=_network(address), per_minute=settings.ANONYMOUS_PER_MINUTE, part=part)
    text = authorization.partition(" ")[2].strip() if authorization.lower().startswith("bearer ") else authorization
    if settings.SERVICE_KEY and compare_digest(text.encode(), settings.SERVICE_KEY.encode()):
        caller, tier = (f"visitor-{_network(visitor)}", Tier.VISITOR) if visitor else (SERVICE, Tier.SERVICE)
        return _count(None, caller=caller, per_minute=PER_MINUTE[tier], part=part, counted_as=SERVICE)
    key = keys.find(text, at=timezone.now())
    return _unknown(address, part) if key is None else _of_partner(key, part)


def part_of(path: str) -> str:
    """The part of the API that an address belongs to, as usage is counted and scopes are named."""
    return PARTS.get(path.removeprefix(PREFIX).partition("/")[0], "record")


def _of_partner(key: ApiKey, part: str) -> Admission:
    admitted = _count(key, caller=f"partner-{key.partner_id}", per_minute=key.partner.per_minute, part=part)
    needed = NEEDED.get(part)
    if admitted.refusal is None and needed and needed not in key.partner.scopes:
        admitted = admitted._replace(refusal=lacking(needed))
    return admitted


def lacking(scope: Scope) -> HttpResponse:
    """The refusal of a key that doesn't open this."""
    detail = f"This key lacks the scope `{scope}`. Ask for it, or leave the key away to ask as anybody."
    return problem(HTTPStatus.FORBIDDEN, "scope_missing", detail)


def _unknown(address: str, part: str) -> Admission:
    """Whoever guesses keys uses up the quota of the address."""
    counted = _count(None, caller=_network(address), per_minute=settings.ANONYMOUS_PER_MINUTE, part=part)
    if counted.refusal is not None:
        return counted
    tell("key.refused", part=part)
    return counted._replace(refusal=unauthorised("This key is unknown, expired or revoked."))


def unauthorised(detail: str) -> HttpResponse:
    """The refusal of a request that needs a key."""
    answer = problem(
        HTTPStatus.UNAUTHORIZED, "invalid_key", detail, accepted=("Authorization: Bearer frk_…", "no key at all")
    )
    answer["WWW-Authenticate"] = 'Bearer realm="Fund Repository"'
    return answer


def _count(key: ApiKey | None, *, caller: str, per_minute: int, part: str, counted_as: str = "") -> Admission:
    name = key.name if key else counted_as
    taken = quotas.take(caller=caller, per_minute=per_minute, part=part, key_name=name)
    if key and (key.last_used_at is None or (taken and taken.is_news)):
        keys.note_use(key=key, at=timezone.now())
    if taken is None:
        return Admission(key, {}, None)
    headers = {
        "RateLimit-Policy": f'"{POLICY}";q={taken.limit};w={quotas.WINDOW}',
        "RateLimit": f'"{POLICY}";r={taken.remaining};t={taken.reset}',
    }
    return Admission(key, headers, None if taken.is_allowed else _beyond(taken))


def _beyond(taken: quotas.Taken) -> HttpResponse:
    detail = f"More than {taken.limit} requests a minute. Try again in {taken.retry_after} s."
    answer = problem(HTTPStatus.TOO_MANY_REQUESTS, "too_many_requests", detail)
    answer["Retry-After"] = str(taken.retry_after)
    return answer


def asker_of(request: HttpRequest) -> str:
    """The network for which a request is made: a visitor's where our own site asks for one, else the caller's."""
    said = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")[2].strip()
    is_ours = bool(settings.SERVICE_KEY) and compare_digest(said.encode(), settings.SERVICE_KEY.encode())
    visitor = request.META.get("HTTP_X_VISITOR_ADDRESS", "") if is_ours else ""
    return _network(visitor or address_of(request))


@lru_cache(maxsize=4096)
def _network(address: str) -> str:
    """The caller that an address stands for: itself, or its network where one customer has a whole one."""
    try:
        number = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return "unknown"
    if isinstance(number, ipaddress.IPv4Address):
        return str(number)
    if number.ipv4_mapped:
        return str(number.ipv4_mapped)
    return str(ipaddress.ip_network((int(number), NETWORK_BITS), strict=False))

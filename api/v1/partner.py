"""Partners about themselves: who they are, what is left, and a new key for the present one."""

from datetime import timedelta
from http import HTTPStatus

from django.http import HttpResponse
from django.utils import timezone
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.request import Request

from api.asking import parameters
from api.description.openapi import answers
from api.door.partner_view import KEY_NEEDED, ConflictError, PartnerView, answer, body_of, described
from api.shapes.partner import KeyFacts, NewKey, PartnerAnswer, QuotaFacts, RotateRequest, UsageRow
from cms.partners import keys, quotas, usage
from cms.partners.models import ApiKey

DAYS_OF_USAGE = 31
EXAMPLE = OpenApiExample(
    "A partner",
    value={
        "name": "Harbour Data",
        "scopes": ["documents", "record"],
        "accessUntil": "2027-03-31",
        "key": {"name": "frk_k7m2q9xw", "createdAt": "2026-11-22T04:00:00Z", "expiresAt": "2027-03-31T15:59:59Z"},
        "quota": {"requests": 600, "windowInSeconds": 60},
        "usage": [{"day": "2026-11-22", "part": "record", "requests": 1204, "refused": 0}],
    },
    response_only=True,
)


class PartnerSelfView(PartnerView):
    """`GET /api/v1/partner/`"""

    @extend_schema(
        operation_id="getPartner",
        summary="Who my key says I am",
        description="Scopes, quota, and the use of this key in the last 31 days.",
        examples=[EXAMPLE],
        responses=answers(PartnerAnswer, "The partner.", refusals=[KEY_NEEDED]),
    )
    def get(self, request: Request) -> HttpResponse:
        parameters.only_known(request.query_params, [])
        since = timezone.localdate() - timedelta(days=DAYS_OF_USAGE)
        partner = self.key.partner
        told = PartnerAnswer(
            name=partner.name,
            scopes=tuple(sorted(partner.scopes)),
            access_until=timezone.localdate(keys.last_moment(partner)),
            key=key_facts(self.key),
            quota=QuotaFacts(requests=partner.per_minute, window_in_seconds=quotas.WINDOW),
            usage=tuple(UsageRow(**row._asdict()) for row in usage.of_key(self.key.name, since=since)),
        )
        return answer(told)


class RotateView(PartnerView):
    """`POST /api/v1/partner/keys/rotate/`"""

    @extend_schema(
        operation_id="rotateKey",
        summary="A new key in the place of mine",
        description="The present key works for `overlapHours` more, 24 unless told; with 0, the first use of the new "
        "one ends it. If the answer gets lost, ask again: until its first use the new key is replaced by another. The "
        "partner's contact is mailed.",
        request=described(RotateRequest),
        responses=answers(
            NewKey,
            "The new key.",
            refusals=[(400, "The body isn't right."), KEY_NEEDED, (409, "The new key is in use.")],
            status=HTTPStatus.CREATED,
        ),
    )
    def post(self, request: Request) -> HttpResponse:
        parameters.only_known(request.query_params, [])
        overlap = timedelta(hours=body_of(request, RotateRequest).overlap_hours)
        try:
            successor, text = keys.rotate(key=self.key, overlap=overlap, at=timezone.now())
        except keys.AlreadyRotatedError as error:
            raise ConflictError(str(error)) from error
        self.key.refresh_from_db(fields=["expires_at"])
        made = NewKey(secret=text, key=key_facts(successor), present_key_expires_at=self.key.expires_at)
        return answer(made, status=HTTPStatus.CREATED)


def key_facts(key: ApiKey) -> KeyFacts:
    """A key as its holder is told of it."""
    return KeyFacts(name=key.name, created_at=key.created_at, expires_at=key.expires_at)

"""Partners about their webhooks: how they do, what was sent, again from somewhere, and a new secret."""

from datetime import datetime
from http import HTTPStatus
from typing import Annotated

import msgspec
from django.db.models import Q
from django.http import HttpResponse
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.request import Request

from api.asking import parameters
from api.description.openapi import answers, number_parameter, text_parameter
from api.door.partner_view import (
    KEY_NEEDED,
    SCOPE_NEEDED,
    ConflictError,
    PartnerView,
    UnreadableBodyError,
    answer,
    body_of,
    described,
)
from api.shapes.partner import (
    MESSAGE_ID,
    DeliveryFacts,
    DeliveryList,
    NewSecret,
    ReplayRequest,
    WebhookFacts,
    WebhookList,
)
from cms.partners import endpoints, sending
from cms.partners.models import WebhookDelivery, WebhookEndpoint
from cms.partners.streams import FACTS, WORDS, Stream
from cms.partners.tiers import Scope

State = WebhookEndpoint.State
UNKNOWN = (404, "You have no such webhook.")
REFUSALS = [KEY_NEEDED, SCOPE_NEEDED, UNKNOWN]
STATES = ("waiting", "delivered")
WEBHOOK_ID = OpenApiParameter("endpointId", int, OpenApiParameter.PATH, description="Its `id`, such as 3.")
Place = tuple[Annotated[datetime, msgspec.Meta(tz=True)], Annotated[str, msgspec.Meta(pattern=MESSAGE_ID)]]


class WebhookView(PartnerView):
    """What is done to one webhook of the partner whose key asks."""

    scope = Scope.WEBHOOKS

    def mine(self, endpoint_id: int) -> WebhookEndpoint:
        """The webhook, if it is the partner's own and still wanted."""
        own = WebhookEndpoint.objects.select_related("partner").filter(partner=self.key.partner)
        endpoint = own.exclude(state=State.ENDED).filter(pk=endpoint_id).first()
        if endpoint is None:
            raise NotFound("You have no such webhook.")
        return endpoint

    def claimed(self, endpoint_id: int) -> WebhookEndpoint:
        """The webhook, if its secret was claimed."""
        endpoint = self.mine(endpoint_id)
        if endpoint.state == State.UNCLAIMED:
            raise ConflictError("Its secret wasn't claimed yet: open the link that your contact was mailed.")
        return endpoint


class WebhooksView(PartnerView):
    """`GET /api/v1/partner/webhooks/`"""

    scope = Scope.WEBHOOKS

    @extend_schema(
        operation_id="listWebhooks",
        summary="My webhooks and how they do",
        responses=answers(WebhookList, "The webhooks.", refusals=[KEY_NEEDED, SCOPE_NEEDED]),
    )
    def get(self, request: Request) -> HttpResponse:
        parameters.only_known(request.query_params, [])
        own = WebhookEndpoint.objects.filter(partner=self.key.partner).exclude(state=State.ENDED).order_by("pk")
        return answer(WebhookList(items=tuple(map(webhook_facts, own.defer("secret", "old_secret")))))


class DeliveriesView(WebhookView):
    """`GET /api/v1/partner/webhooks/{id}/deliveries/`"""

    @extend_schema(
        operation_id="listDeliveries",
        summary="What was sent to a webhook",
        description="What arrived is kept for 30 days.",
        parameters=[
            WEBHOOK_ID,
            text_parameter("state", "Only messages in this state.", enum=STATES),
            number_parameter("pageSize", "Messages on a page; 20 unless told.", least=1, most=100),
            text_parameter("cursor", "A place in the list, from `next`."),
        ],
        responses=answers(DeliveryList, "The messages.", refusals=[(400, "A parameter isn't right."), *REFUSALS]),
    )
    def get(self, request: Request, endpoint_id: int) -> HttpResponse:
        query = request.query_params
        parameters.only_known(query, ["state", "pageSize", "cursor"])
        size = parameters.number(query, "pageSize", default=20, least=1, most=100)
        state = parameters.one_of(query, "state", ("", *STATES), default="")
        before = parameters.decode_cursor(query, Place)
        rows = WebhookDelivery.objects.filter(endpoint=self.mine(endpoint_id)).defer("body")
        rows = rows.filter(state=state) if state else rows
        rows = rows.filter(_is_below(*before)) if before else rows
        page = list(rows[: size + 1])
        onward = (
            parameters.encode_cursor([page[size - 1].created_at, page[size - 1].message_id])
            if len(page) > size
            else None
        )
        return answer(DeliveryList(items=tuple(map(delivery_facts, page[:size])), next=onward))


class ReplayView(WebhookView):
    """`POST /api/v1/partner/webhooks/{id}/replay/`"""

    @extend_schema(
        operation_id="replayWebhook",
        summary="Send again what I may have missed",
        description="`since`: everything after this entry of the ledger; `contentSince`: after this entry of "
        "`/content-changes/`; `messageId`: one message. Messages keep their ids, so whoever stored them knows them "
        "again.",
        parameters=[WEBHOOK_ID],
        request=described(ReplayRequest),
        responses=answers(
            WebhookFacts,
            "It will be sent.",
            refusals=[
                (400, "None is given, or several."),
                *REFUSALS,
                (409, "Unclaimed, or replaying already."),
            ],
            status=HTTPStatus.ACCEPTED,
        ),
    )
    def post(self, request: Request, endpoint_id: int) -> HttpResponse:
        parameters.only_known(request.query_params, [])
        wanted, endpoint = body_of(request, ReplayRequest), self.claimed(endpoint_id)
        given = [value for value in (wanted.since, wanted.content_since, wanted.message_id) if value is not None]
        if len(given) != 1:
            raise UnreadableBodyError("Give one of `since`, `contentSince` and `messageId`.")
        if wanted.message_id is not None:
            _replay_one(endpoint, wanted.message_id)
        elif wanted.since is not None:
            _replay(endpoint, wanted.since, FACTS)
        elif wanted.content_since is not None:
            _replay(endpoint, wanted.content_since, WORDS)
        endpoint.refresh_from_db()
        return answer(webhook_facts(endpoint), status=HTTPStatus.ACCEPTED)


class ResumeView(WebhookView):
    """`POST /api/v1/partner/webhooks/{id}/resume/`"""

    @extend_schema(
        operation_id="resumeWebhook",
        summary="Go on with a webhook that was paused",
        description="It goes on where it stopped: nothing was lost.",
        parameters=[WEBHOOK_ID],
        request=None,
        responses=answers(WebhookFacts, "It goes on.", refusals=[*REFUSALS, (409, "It isn't paused.")]),
    )
    def post(self, request: Request, endpoint_id: int) -> HttpResponse:
        parameters.only_known(request.query_params, [])
        endpoint = self.claimed(endpoint_id)
        if not endpoints.resume(endpoint=endpoint, by=f"partner: {endpoint.partner.name}"):
            raise ConflictError("It isn't paused.")
        endpoint.refresh_from_db()
        return answer(webhook_facts(endpoint))


class SecretView(WebhookView):
    """`POST /api/v1/partner/webhooks/{id}/secret/rotate/`"""

    @extend_schema(
        operation_id="rotateWebhookSecret",
        summary="A new secret for a webhook",
        description="For 24 hours each message is signed with both, the new one first.",
        parameters=[WEBHOOK_ID],
        request=None,
        responses=answers(
            NewSecret, "The new secret.", refusals=[*REFUSALS, (409, "Unclaimed.")], status=HTTPStatus.CREATED
        ),
    )
    def post(self, request: Request, endpoint_id: int) -> HttpResponse:
        parameters.only_known(request.query_params, [])
        endpoint, now = self.claimed(endpoint_id), timezone.now()
        secret = endpoints.rotate_secret(endpoint=endpoint, at=now)
        made = NewSecret(secret=secret, old_secret_until=now + endpoints.OVERLAP)
        return answer(made, status=HTTPStatus.CREATED)


def _replay(endpoint: WebhookEndpoint, since: int, stream: Stream) -> None:
    try:
        sending.replay(endpoint=endpoint, since=since, stream=stream)
    except sending.ReplayUnderWayError as error:
        raise ConflictError(str(error)) from error


def _replay_one(endpoint: WebhookEndpoint, message: str) -> None:
    if not sending.replay_one(endpoint=endpoint, message=message):
        raise NotFound("The log has no such message. Replay it by `since`: the ledger has everything.")


def _is_below(created_at: datetime, message_id: str) -> Q:
    """What stands below this place of the log, the latest first."""
    return Q(created_at__lt=created_at) | Q(created_at=created_at, message_id__lt=message_id)


def webhook_facts(row: WebhookEndpoint) -> WebhookFacts:
    """A webhook as its partner is told of it."""
    return WebhookFacts(
        id=row.pk,
        url=row.url,
        events=tuple(row.kinds),
        state=row.state,
        told_upto=row.told_upto,
        content_told_upto=row.content_told_upto,
        failures=row.failures,
        failing_since=row.failing_since,
        next_attempt_at=row.next_attempt_at,
        paused_because=row.paused_because,
    )


def delivery_facts(row: WebhookDelivery) -> DeliveryFacts:
    """A message as the log tells it."""
    return DeliveryFacts(
        message_id=row.message_id,
        event=row.kind,
        sequence=row.sequence,
        state="delivered" if row.state == WebhookDelivery.State.DELIVERED else "waiting",
        attempts=row.attempts,
        status_code=row.status_code,
        error=row.error,
        created_at=row.created_at,
        delivered_at=row.delivered_at,
    )

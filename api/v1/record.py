"""The state of the record: one small question for whoever keeps many answers."""

import msgspec
from django.http import HttpResponse
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.views import APIView

from api.asking import parameters
from api.description.openapi import answers
from api.wire.caching import kept_until, published
from api.wire.state import told
from fundfeed.records.state import RecordInState
from fundfeed.selectors.record_state import record_state

NO_STATE = (404, "Nothing is known of the record's state: ask each address whether its answer still holds.")


class RecordView(APIView):
    """`GET /api/v1/record/`"""

    @extend_schema(
        operation_id="getRecordState",
        summary="The state of the record, another one after every change of it",
        description=(
            "While `state` is the one that you kept, these say what they said: funds, their figures, lists of funds "
            "and facets. Their answers bear it as `Record-State`: one question tells of all that you kept whether it "
            "still holds. Each day has a state of its own, as figures are told up to today."
        ),
        responses=answers(RecordInState, "The state.", refusals=[NO_STATE]),
    )
    def get(self, request: Request) -> HttpResponse:
        parameters.only_known(request.query_params, [])
        found = record_state()
        if found is None:
            raise NotFound("Nothing is known of the record's state.")
        body = msgspec.json.encode(RecordInState(state=told(found), changed_at=found.changed_at))
        return published(request, body, cache=kept_until(None, now=timezone.now()))

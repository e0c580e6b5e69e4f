"""Help that somebody asks for: a form, what becomes of it, and more that the asker has to say."""

import re
from http import HTTPStatus
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.views import APIView

from api.asking import parameters
from api.description.openapi import answers, created
from api.door.access import asker_of
from api.door.partner_view import ConflictError, UnreadableBodyError, answer, body_of, described
from api.problems.errors import problem
from api.shapes.support import (
    SupportAsked,
    SupportForm,
    SupportMessage,
    SupportNumber,
    SupportReply,
    SupportState,
    SupportToken,
)
from cms.cases.errors import NotAllowedError
from cms.support import limits, links, services
from cms.support.form import FormError, digest_of, new_form
from cms.support.models import SupportRequest

LONGEST_TEXT = 5000
# Django takes quoted names with spaces and control characters, and words that a mail program would decode.
PLAIN = re.compile(r"(?!=\?)[^\s\"\\]+@[\w.-]+")
BAD_BODY = (400, "The body isn't right; `detail` says where.")
NO_REQUEST = (404, "No request is opened by this token.")
TOO_MUCH = "So many requests came from here within an hour that we have to pause. Try again in an hour."


class SupportView(APIView):
    """What all addresses of requests have in common: nobody keeps an answer, and no address names a request."""

    def finalize_response(self, *args: Any, **kwargs: Any) -> Any:
        """Let no cache keep it."""
        said = super().finalize_response(*args, **kwargs)
        said["Cache-Control"] = "no-store"
        return said


class SupportFormView(SupportView):
    """`GET /api/v1/support-requests/form/`"""

    @extend_schema(
        operation_id="getSupportForm",
        summary="A form for a request for help",
        description="Fill it in after a few seconds at the earliest, and within twelve hours. It counts once.",
        responses=answers(SupportForm, "The form."),
    )
    def get(self, request: Request) -> HttpResponse:
        parameters.only_known(request.query_params, [])
        categories: Any = tuple(SupportRequest.Category.values)
        return answer(SupportForm(token=new_form(), categories=categories, longest_text=LONGEST_TEXT))


class SupportRequestsView(SupportView):
    """`POST /api/v1/support-requests/`"""

    http_method_names = ["post", "options"]

    @extend_schema(
        operation_id="askForHelp",
        summary="Ask for help",
        description="The answer bears the number. A mail with a secret link goes to the address that was given. "
        "Sent twice with the same form, it is one request.",
        request=described(SupportAsked),
        responses=created(SupportNumber, "We have it.", refusals=[BAD_BODY]),
    )
    def post(self, request: Request) -> HttpResponse:
        parameters.only_known(request.query_params, [])
        said = body_of(request, SupportAsked)
        form = _form_of(said)
        if limits.is_too_much(network=asker_of(_plain(request)), email=said.email):
            return _too_much()
        opened = services.open_request(asked=_asked(said), at=timezone.now(), form=form)
        return answer(SupportNumber(number=opened.case.number), status=HTTPStatus.CREATED)


class SupportStateView(SupportView):
    """`POST /api/v1/support-requests/read/`"""

    http_method_names = ["post", "options"]

    @extend_schema(
        operation_id="readSupportRequest",
        summary="How a request for help stands",
        description="A POST, so that the token of the secret link stands in no address and no log.",
        request=described(SupportToken),
        responses=answers(SupportState, "The request.", refusals=[BAD_BODY, NO_REQUEST]),
    )
    def post(self, request: Request) -> HttpResponse:
        parameters.only_known(request.query_params, [])
        return answer(_state(_opened_by(body_of(request, SupportToken).token)))


class SupportReplyView(SupportView):
    """`POST /api/v1/support-requests/reply/`"""

    http_method_names = ["post", "options"]

    @extend_schema(
        operation_id="replyToSupport",
        summary="Add something to a request for help",
        description="One that was solved or waited for you is taken up again.",
        request=described(SupportReply),
        responses=created(
            SupportState,
            "The request as it stands now.",
            refusals=[BAD_BODY, NO_REQUEST, (409, "It is closed, or what was written was erased.")],
        ),
    )
    def post(self, request: Request) -> HttpResponse:
        parameters.only_known(request.query_params, [])
        said = body_of(request, SupportReply)
        asked = _opened_by(said.token)
        if limits.is_too_much(network=asker_of(_plain(request))):
            return _too_much()
        try:
            services.hear(request=asked, text=said.text, at=timezone.now())
        except NotAllowedError as error:
            raise ConflictError(str(error)) from error
        return answer(_state(_opened_by(said.token)), status=HTTPStatus.CREATED)


def _form_of(said: SupportAsked) -> str:
    """The form's digest; raises `UnreadableBodyError` for what no person fills in like that."""
    if said.website:
        raise UnreadableBodyError("`website` must stay empty.")
    if not said.description.strip():
        raise UnreadableBodyError("`description` says nothing.")
    try:
        validate_email(said.email)
    except ValidationError as error:
        raise UnreadableBodyError("`email` is no address of mail.") from error
    if not PLAIN.fullmatch(said.email):
        raise UnreadableBodyError("`email` is no address of mail that we can write to.")
    try:
        return digest_of(said.form)
    except FormError as error:
        raise UnreadableBodyError(str(error)) from error


def _asked(said: SupportAsked) -> services.Asked:
    return services.Asked(**{name: getattr(said, name) for name in services.Asked.__struct_fields__})


def _opened_by(token: str) -> SupportRequest:
    number = links.number_in(token)
    found = SupportRequest.objects.select_related("case").filter(case__number=number).first() if number else None
    if found is None:
        raise NotFound("No request is opened by this token.")
    return found


def _state(asked: SupportRequest) -> SupportState:
    case = asked.case
    own = [SupportMessage(at=case.opened_at, from_support=False, text=asked.description)] if asked.description else []
    more = [SupportMessage(at=one.at, from_support=one.is_answer, text=one.text) for one in asked.messages.all()]
    return SupportState(
        number=case.number,
        state=case.state,  # type: ignore[arg-type] # the states of its kind
        category=asked.category,  # type: ignore[arg-type] # one of Category
        fund_id=asked.fund_id,
        document_sha256=asked.document_sha256,
        opened_at=case.opened_at,
        closed_at=case.closed_at,
        is_erased=asked.erased_at is not None,
        can_reply=case.is_open and asked.erased_at is None,
        messages=(*own, *more),
    )


def _too_much() -> HttpResponse:
    said = problem(HTTPStatus.TOO_MANY_REQUESTS, "too_many_requests", TOO_MUCH)
    said["Retry-After"] = str(limits.HOUR)
    return said


def _plain(request: Request) -> HttpRequest:
    plain: HttpRequest = request._request
    return plain

"""What the addresses of partners have in common: a key with the right scope, bodies of known shapes, nothing cached."""

from http import HTTPStatus
from typing import Any, ClassVar, TypeVar

import msgspec
from django.http import HttpResponse
from rest_framework.exceptions import APIException, UnsupportedMediaType
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.wire.caching import JSON
from cms.partners.models import ApiKey
from cms.partners.tiers import Scope

from .access import lacking, unauthorised
from .middleware import key_of

KEY_NEEDED = (401, "No key, or one that is unknown, expired or revoked.")
SCOPE_NEEDED = (403, "The key lacks the scope `webhooks`.")
NEEDED = "This is about the partner whose key asks: send your key."
Shape = TypeVar("Shape")


class UnreadableBodyError(APIException):
    """A body that isn't JSON of the shape that is expected; the message says where."""

    status_code = HTTPStatus.BAD_REQUEST
    default_code = "invalid_body"


class ConflictError(APIException):
    """Something that was right once, and isn't as things stand now."""

    status_code = HTTPStatus.CONFLICT
    default_code = "conflict"


class PartnerView(APIView):
    """Answers those who show a key, about their own affairs only."""

    scope: ClassVar[Scope | None] = None
    key: ApiKey

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Response:
        """Refuse whoever shows no key, or one that doesn't open this."""
        key = key_of(request)
        answer: Any
        if request.method == "OPTIONS":
            answer = super().dispatch(request, *args, **kwargs)
        elif key is None:
            answer = unauthorised(NEEDED)
        elif self.scope and self.scope not in key.partner.scopes:
            answer = lacking(self.scope)
        else:
            self.key = key
            answer = super().dispatch(request, *args, **kwargs)
        answer["Cache-Control"] = "no-store"
        return answer  # type: ignore[no-any-return] # DRF's stubs know only its own answers


def body_of(request: Request, shape: type[Shape]) -> Shape:
    """The body as `shape`; an empty one says nothing. Raises `UnreadableBodyError` and `UnsupportedMediaType`."""
    if request.body and request.content_type.partition(";")[0].strip().lower() != JSON:
        raise UnsupportedMediaType(request.content_type)
    try:
        return msgspec.json.decode(request.body or b"{}", type=shape)
    except msgspec.MsgspecError as error:
        raise UnreadableBodyError(f"The body can't be read: {error}.") from error


def answer(content: Any, *, status: HTTPStatus = HTTPStatus.OK) -> HttpResponse:
    """One answer as JSON."""
    return HttpResponse(msgspec.json.encode(content), content_type=JSON, status=status)


def described(shape: type) -> dict[str, Any]:
    """A body's shape, for the OpenAPI file."""
    return {"application/json": {"$ref": f"#/components/schemas/{shape.__name__}"}}

"""Images: immutable files under the SHA-256 of their bytes."""

from typing import Final

from django.http import FileResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.views import APIView

from api.asking import parameters
from api.description.openapi import file_answers, text_parameter
from api.wire.caching import FOR_GOOD
from cms.content.image_addresses import is_passing
from cms.content.selectors import public_among, renditions

PRIVATE: Final = "private, no-store"
MEDIA_TYPES: Final = {".webp": "image/webp", ".jpg": "image/jpeg", ".png": "image/png"}


class ImageView(APIView):
    """`GET /api/v1/images/{sha256}.{extension}`"""

    @extend_schema(
        operation_id="getImage",
        summary="The bytes of an image",
        parameters=[text_parameter("draft", "Signature of an image that isn't public; editors' screens have it.")],
        responses=file_answers("image/webp", "The image; its name is its SHA-256.", refusals=[(404, "No such image.")]),
    )
    def get(self, request: Request, sha256: str, extension: str) -> HttpResponseBase:
        parameters.only_known(request.query_params, ["draft"])
        found = [rendition for rendition in renditions(sha256) if rendition.suffix == f".{extension}"]
        public = public_among(found)
        signature = parameters.text(request.query_params, "draft")
        if not found or not (public or is_passing(sha256=sha256, signature=signature)):
            raise NotFound("No published image has this SHA-256.")
        tag = quote_etag(sha256)
        response: HttpResponseBase | None = get_conditional_response(request, etag=tag)
        if response is None:
            response = FileResponse((public or found)[0].file.open(), content_type=MEDIA_TYPES[f".{extension}"])
        response["ETag"] = tag
        response["Cache-Control"] = FOR_GOOD if public else PRIVATE
        response["X-Content-Type-Options"] = "nosniff"
        return response

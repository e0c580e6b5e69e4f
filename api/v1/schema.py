"""The OpenAPI file of this version."""

from functools import cache
from typing import Final

from django.http import HttpResponse
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiJsonRenderer
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.views import APIView

from api.asking import parameters
from api.wire.caching import published

SERVICE_DOC: Final = '</api/docs/>; rel="service-doc"; type="text/html"'


@cache
def openapi_file() -> bytes:
    """The file as JSON; it changes with the code only."""
    generator = SchemaGenerator()  # type: ignore[no-untyped-call]  # drf-spectacular types only part of itself
    with GENERATOR_STATS.silence():  # its hints are for those who write views
        schema = generator.get_schema(request=None, public=True)  # type: ignore[no-untyped-call]  # likewise
    return bytes(OpenApiJsonRenderer().render(schema, renderer_context={}))


class SchemaView(APIView):
    """`GET /api/v1/openapi.json`"""

    @extend_schema(exclude=True)
    def get(self, request: Request) -> HttpResponse:
        parameters.only_known(request.query_params, [])
        answer = published(request, openapi_file())
        answer["Link"] = SERVICE_DOC
        return answer

"""The list of funds as it was at the end of a day."""

from datetime import date
from typing import Annotated, Any

import msgspec
from django.http import HttpResponse
from rest_framework.request import Request

from api.asking import days, parameters
from api.asking.links import Direction, page_link
from api.problems.errors import InvalidParameter
from api.wire.caching import published
from fundfeed.records.feed import AUTHORISED_STATUSES, WITHDRAWN_STATUSES
from fundfeed.selectors import past_funds
from fundfeed.selectors.past_funds import FILTERS, PastQuery

Key = Annotated[str, msgspec.Meta(pattern=r"^[^\x00]*$")]
Place = tuple[Direction, Key, Key]
ORDERINGS = ("name", "-name")
KNOWN = ("asOf", "search", *FILTERS, "ordering", "pageSize", "cursor", "format")
ACCEPTED = {"authorisationStatus": (*AUTHORISED_STATUSES, *WITHDRAWN_STATUSES)}


def list_as_of(request: Request, day: date) -> HttpResponse:
    """One page of the funds that were public at the end of this day, each as it was then."""
    query = request.query_params
    _only_of_the_past(query)
    asked = PastQuery(
        before=days.end_of(day),
        text=parameters.text(query, "search"),
        filters={name: values for name in FILTERS if (values := parameters.texts_of(query, name, ACCEPTED.get(name)))},
        is_descending=parameters.one_of(query, "ordering", ORDERINGS, default="name") == "-name",
    )
    size = parameters.number(query, "pageSize", default=20, least=1, most=100)
    place = parameters.decode_cursor(query, Place)
    keys, is_backward = (place[1:], place[0] == "previous") if place else (None, False)
    page = past_funds.page(asked, size=size, keys=keys, is_backward=is_backward)
    body = b'{"results":[%b],"next":%b,"previous":%b,"total":%b,"isApproximate":false,"searchedFor":null}' % (
        b",".join(page.summaries),
        msgspec.json.encode(page_link(request, "next", page.after)),
        msgspec.json.encode(page_link(request, "previous", page.before)),
        msgspec.json.encode(page.total),
    )
    return published(request, body)


def _only_of_the_past(query: Any) -> None:
    """Refuse what lists of past days don't know: their rows have fewer columns than today's."""
    for name in query:
        if name not in KNOWN:
            raise InvalidParameter(
                parameter=name,
                received=str(query[name])[: parameters.MAX_LENGTH],
                accepted=KNOWN,
                detail=f"`{name}` can't be asked together with `asOf`: past days are listed by fewer fields.",
            )

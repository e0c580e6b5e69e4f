"""Information providers are outsiders: of the admin they get their own feed, and of that their own rows only."""

from collections.abc import Callable
from typing import Any, Final, TypeVar

from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse

from cms.accounts.models import User
from cms.accounts.way_in import is_the_way_in
from fundfeed.models import Delivery, FeedRun, RunFinding

OWN: Final[dict[type[Model], str]] = {Delivery: "provider", FeedRun: "provider", RunFinding: "run__provider"}
SPACES: Final = frozenset(f"wagtailsnippets_fundfeed_{model._meta.model_name}" for model in OWN)
DOORS: Final = frozenset(
    {
        *("wagtailadmin_home", "wagtailadmin_account", "wagtailadmin_dismissibles"),
        *("provider_guide", "provider_guide_file"),
        *("own_sessions", "own_sessions_end"),
    }
)
Rows = TypeVar("Rows", bound=QuerySet[Any])


def is_outsider(user: Any) -> bool:
    """Whether `user` is somebody of an information provider."""
    return isinstance(user, User) and user.is_outsider


def visible(rows: Rows, *, user: Any) -> Rows:
    """The rows that `user` may see: all of them, or those of the provider that the user belongs to."""
    if not is_outsider(user):
        return rows
    path = OWN.get(rows.model)
    return rows.filter(**{path: user.provider_id}) if path and user.provider_id else rows.none()


class OutsidersAtTheDoor:
    """Middleware: to an outsider the rest of the admin doesn't exist, whatever Wagtail itself would allow there."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> None:
        """Raise `Http404` at a door that isn't an outsider's."""
        match = request.resolver_match
        if (
            match is None
            or is_the_way_in(match)
            or not match.route.startswith("admin/")
            or not is_outsider(request.user)
        ):
            return
        if match.url_name not in DOORS and match.namespace not in SPACES:
            raise Http404

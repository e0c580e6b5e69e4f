"""What the audit trail must know about each request of the admin, and the downloads that nobody else tells it of."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from .context import Asker, address_of, asking, told_to_the_database
from .services import record

READING = ("GET", "HEAD", "OPTIONS", "TRACE")
DOWNLOAD = "export.downloaded"
LONGEST_QUERY = 1000


class AuditMiddleware:
    """Remembers who asks, tells the database before a request that may write, and records each downloaded file."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request."""
        if request.method in READING:
            with asking(Asker(address=address_of(request))):
                return self._read(request)
        user = request.user
        name = user.get_username() if user.is_authenticated else ""
        who = Asker(address=address_of(request), actor_id=str(user.pk or ""), actor=name)
        with asking(who), told_to_the_database(who):
            return self._get_response(request)

    def _read(self, request: HttpRequest) -> HttpResponseBase:
        answer = self._get_response(request)
        match = request.resolver_match
        is_file = answer.get("Content-Disposition", "").startswith("attachment")
        if is_file and match and match.route.startswith("admin/"):
            query = request.META.get("QUERY_STRING", "")[:LONGEST_QUERY]
            record(action=DOWNLOAD, actor=request.user, label=request.path, data={"query": query})
        return answer

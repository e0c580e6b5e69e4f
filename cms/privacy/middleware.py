"""Who looked at personal data: the screens that show some, in the audit trail."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Final

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from cms.accounts.models import User
from cms.audit.services import record
from cms.logs.security import tell

LOOKED: Final = "personal_data.looked_at"
_screens: Final[dict[str, str]] = {
    "wagtailusers_users:index": "the list of users",
    "wagtailusers_users:edit": "a user",
    "wagtailusers_groups:users": "the users of a role",
    "access_review": "the access review",
    "sign_ins": "the report of sign-ins",
    "audit_trail": "the audit trail",
    "legal_acceptances": "the acceptances of legal notices",
    "operations_mails": "mails that don't leave, with addresses",
}


def watch_screens(**screens: str) -> None:
    """Have looks at these screens recorded: the name of the address with `__` for its colon, and what it shows."""
    _screens.update({name.replace("__", ":"): shown for name, shown in screens.items()})


class Looks:
    """Middleware: records each page with personal data that somebody was shown; downloads are recorded as such."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request."""
        answer = self._get_response(request)
        if request.method == "GET" and answer.status_code == HTTPStatus.OK:
            self._note(request, answer)
        return answer

    def _note(self, request: HttpRequest, answer: HttpResponseBase) -> None:
        match = request.resolver_match
        shown = _screens.get(match.view_name) if match else None
        if shown is None or not isinstance(request.user, User) or answer.has_header("Content-Disposition"):
            return
        subject = str(match.kwargs.get("pk", "")) if match else ""
        person = User.objects.filter(pk=subject).first() if subject.isdecimal() and "user" in shown else None
        record(action=LOOKED, actor=request.user, obj=person, label=f"{shown}: {person}" if person else shown)
        tell(LOOKED, user_id=person.pk if person else None, screen=shown)

"""What requests for help hold of people, in the register of personal data."""

from typing import Any, Final

from django.conf import settings

from cms.accounts.models import User
from cms.privacy.register import Entry

from . import retention
from .models import SupportRequest


def words_of(person: User) -> list[dict[str, Any]]:
    """What a person wrote to us and what we answered, for a copy of it."""
    requests = retention.requests_of(person).filter(erased_at=None).select_related("case")
    return [_written(one) for one in requests.prefetch_related("messages")]


def _written(request: SupportRequest) -> dict[str, Any]:
    own = {name: getattr(request, name) for name in SupportRequest.PERSONAL}
    told = [{"at": one.at, "ours": one.is_answer, "text": one.text} for one in request.messages.all()]
    return {"number": request.case.number, **own, "messages": told}


ENTRY: Final = Entry(
    code="support",
    title="Requests for help",
    fields=frozenset(("support.SupportRequest.*", "support.SupportMessage.*")),
    whose="whoever writes to us by the form, and colleagues who ask for help",
    why="to answer; the words go with the name and the address, the number and its times stay",
    basis="the person asked for an answer",
    days=settings.SUPPORT_KEEP_DAYS,
    forget=retention.forget,
    on_request="what was written about a closed request goes at once, about an open one after it was closed",
    erase=retention.erase_of,
    export=words_of,
)

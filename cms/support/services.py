"""The doors for writes about requests: each with its line of the timeline, and its letter, in one transaction."""

from datetime import datetime
from typing import Final

from django.db import connection, transaction
from msgspec import Struct

from cms.accounts.models import User
from cms.cases import services as cases
from cms.cases.errors import NotAllowedError
from cms.cases.models import Case
from cms.cases.telling import addresses, tell

from . import handing_over
from .kind import CODE, PRIORITIES, TIERS
from .letters import write_to_asker
from .models import HelpArticle, SupportMessage, SupportRequest

NORMAL: Final = "P3"
ERASED: Final = "What was written about this was erased when its time was over: please open a new request."
Category = SupportRequest.Category


class Asked(Struct, frozen=True, kw_only=True):
    """What somebody wrote into the form."""

    category: str
    description: str
    name: str = ""
    email: str = ""
    steps: str = ""
    expected: str = ""
    actual: str = ""
    fund_id: str = ""
    document_sha256: str = ""
    locale: str = "en"


@transaction.atomic
def open_request(
    *, asked: Asked, at: datetime, colleague: User | None = None, form: str = "", priority: str = NORMAL
) -> SupportRequest:
    """Open a request with the first tier; the same form opens one only, and is answered with that."""
    if form and (known := _of_form(form)):
        return known
    about = asked.fund_id or (f"{asked.document_sha256[:12]}…" if asked.document_sha256 else "")
    title = ": ".join(filter(None, [str(Category(asked.category).label), about]))
    case = cases.open_case(kind=CODE, title=title, priority=priority, track="L1", by=colleague, at=at)
    said = {name: _clean(getattr(asked, name)) for name in Asked.__struct_fields__}
    request = SupportRequest.objects.create(case=case, colleague=colleague, form=form, **said)
    write_to_asker(request, "opened")
    _tell_tier(case, "New request", "Somebody asks for help.")
    handing_over.note(request, "opened", at=at)
    return request


@transaction.atomic
def hear(*, request: SupportRequest, text: str, at: datetime) -> SupportMessage:
    """Keep what the asker adds; a request that waited or was solved is taken up again."""
    case = _alive(request)
    if not case.is_open:
        raise NotAllowedError("This request is closed: please open a new one.")
    if not text.strip():
        raise NotAllowedError("Say something.")
    heard = SupportMessage.objects.create(request=request, at=at, text=_clean(text))
    cases.add_note(case=case, note="", words="Whoever asked wrote again.", by=None, at=at, action="heard")
    if case.state in ("waiting", "solved"):
        cases.move(case=case, to="working", by=None, at=at)
    to = addresses(people=[case.owner]) or addresses(roles=[TIERS[case.track]])
    tell(case=case, subject="A new message", text="Whoever asked wrote again.", to=to)
    handing_over.note(request, "heard", at=at)
    return heard


@transaction.atomic
def answer(*, request: SupportRequest, text: str, by: User, at: datetime, waits: bool = False) -> SupportMessage:
    """Answer by mail; whoever answers has the request, unless somebody has it. `waits`: for an answer of the asker."""
    case = _alive(request)
    if not text.strip():
        raise NotAllowedError("Say what you answer.")
    said = SupportMessage.objects.create(request=request, at=at, by=by, text=_clean(text))
    if case.owner is None:
        case = cases.assign(case=case, owner=by, by=by, at=at)
    case = cases.told(case=case, words="Answered by mail.", by=by, at=at)
    to = "waiting" if waits else "working"
    if to in case.its_state.to:
        cases.move(case=case, to=to, by=by, at=at)
    write_to_asker(request, "answered", answer=text)
    handing_over.note(request, "answered", at=at)
    return said


@transaction.atomic
def move(*, request: SupportRequest, to: str, by: User | None, at: datetime, note: str = "") -> Case:
    """Move the request on; whoever asked is told when it is solved, closed or taken up again."""
    before = _alive(request)
    case = cases.move(case=before, to=to, by=by, at=at, note=note)
    is_again = to == "working" and before.resolved_at is not None
    if is_again or to in ("solved", "closed"):
        write_to_asker(request, to)
    handing_over.note(request, to, at=at)
    return case


@transaction.atomic
def hand_to(*, request: SupportRequest, tier: str, by: User, at: datetime, reason: str) -> Case:
    """Hand the request to another tier, with a reason; those who answer there are told."""
    if tier not in TIERS:
        raise NotAllowedError(f"There is no tier {tier}.")
    case = cases.hand_over(case=_alive(request), track=tier, by=by, at=at, reason=reason)
    _tell_tier(case, f"Handed to {tier}", reason.strip())
    return case


@transaction.atomic
def set_priority(*, request: SupportRequest, priority: str, by: User, at: datetime, reason: str) -> Case:
    """Give the request another priority, with a reason; a critical one is told to its tier."""
    if priority not in PRIORITIES:
        raise NotAllowedError(f"There is no priority {priority}.")
    case = cases.set_priority(case=_alive(request), priority=priority, by=by, at=at, reason=reason)
    if priority == "P1":
        _tell_tier(case, "Critical", reason.strip())
    return case


@transaction.atomic
def link(*, request: SupportRequest, incident: str, article: str, by: User, at: datetime) -> None:
    """Name the incident that caused it and the article that answers it; an approved one, or none."""
    if article and not HelpArticle.objects.filter(slug=article, live=True).exists():
        raise NotAllowedError("No article is approved under that address.")
    request.incident, request.article = incident, article
    request.save(update_fields=["incident", "article"])
    said = ", ".join(filter(None, [incident, article and f"article {article}"])) or "nothing"
    cases.add_note(case=request.case, note="", words=f"Linked to {said}.", by=by, at=at, action="linked")


@transaction.atomic
def take(*, request: SupportRequest, by: User, at: datetime) -> Case:
    """Take the request: it has the person's name from now on."""
    return cases.assign(case=_alive(request), owner=by, by=by, at=at)


@transaction.atomic
def note(*, request: SupportRequest, text: str, by: User, at: datetime) -> None:
    """Write a note for colleagues into the timeline."""
    cases.add_note(case=_alive(request), note=text, by=by, at=at)


@transaction.atomic
def hand_over_again(*, request: SupportRequest, by: User, at: datetime) -> int:
    """Let the other ticket system be told again of what it never took."""
    _alive(request)
    return handing_over.again(request=request, by=by, at=at)


def _alive(request: SupportRequest) -> Case:
    """Its case, unless what was written about it is gone."""
    case = cases.lock(request.case)
    request.refresh_from_db(fields=["erased_at"])
    if request.erased_at is not None:
        raise NotAllowedError(ERASED)
    return case


def _of_form(form: str) -> SupportRequest | None:
    """What came by this form; whoever sends it at the same moment waits."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [form])
    return SupportRequest.objects.select_related("case").filter(form=form).first()


def _tell_tier(case: Case, subject: str, text: str) -> None:
    tell(case=case, subject=subject, text=text, to=addresses(roles=[TIERS[case.track]]))


def _clean(text: str) -> str:
    return text.replace("\x00", "\ufffd").strip()

"""Who hears of changes of people and roles: every system administrator, and whoever was changed."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from allauth.core import context
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from wagtail.log_actions import get_active_log_context

from fundfeed.services import post_message

from .models import User
from .roles import SYSTEM_ADMINISTRATOR

THREAD = "people"


class _Gathering:
    """What one person changes in one go, for one mail."""

    def __init__(self) -> None:
        self.sentences: list[str] = []
        self.addresses: set[str] = set()


_gathering: ContextVar[_Gathering | None] = ContextVar("gathering", default=None)


@contextmanager
def told_together() -> Iterator[None]:
    """Changes inside go out in one mail instead of one each; call it inside the transaction that makes them."""
    if _gathering.get() is not None:
        yield
        return
    gathering = _Gathering()
    token = _gathering.set(gathering)
    try:
        yield
    finally:
        _gathering.reset(token)
    _post(gathering.sentences, gathering.addresses)


@contextmanager
def untold() -> Iterator[None]:
    """Changes inside are told to nobody: for people whom the demo makes."""
    token = _gathering.set(_Gathering())
    try:
        yield
    finally:
        _gathering.reset(token)


def tell(sentence: str, *, also: Collection[str] = ()) -> None:
    """Tell the administrators, and the addresses in `also`, of one change."""
    addresses = {address for address in also if address}
    gathering = _gathering.get()
    if gathering is None:
        _post([sentence], addresses)
    else:
        gathering.sentences.append(sentence)
        gathering.addresses |= addresses


def _post(sentences: list[str], also: Collection[str]) -> None:
    if not sentences:
        return
    post_message(
        recipients=sorted({*administrators(), *also}),
        subject=f"Access changed: {sentences[0].rstrip('.')}"[:200],
        text="\n".join([*sentences, "", f"Changed by: {who()}.", "If this wasn't meant, speak up at once."]),
        thread=THREAD,
    )


def who() -> str:
    """Who is changing something now, as far as a request tells it."""
    user = get_active_log_context().user or getattr(context.request, "user", None) or AnonymousUser()
    return user.get_username() or "nobody who was signed in (a command, or a link from a mail)"


def administrators() -> set[str]:
    """The addresses of everybody who hears of changes of access, and of an audit trail that is broken."""
    active = User.objects.filter(Q(groups__name=SYSTEM_ADMINISTRATOR) | Q(is_superuser=True), is_active=True)
    return set(active.exclude(email="").values_list("email", flat=True))

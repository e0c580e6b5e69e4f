"""The one gate to the public: an approved workflow opens it for one object, and for as long as publishing takes.

Wagtail resolves `finish` while its own models load, so nothing of Wagtail is imported before it is called.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final

_opened_for: Final[ContextVar[tuple[int, str] | None]] = ContextVar("opened_for", default=None)


def finish(workflow_state: Any, user: Any = None) -> None:
    """Publish the latest revision, which an independent person approved; `WAGTAIL_FINISH_WORKFLOW_ACTION` points here.

    Wagtail also ends up here when a task is switched off: then nobody approved, and `NotApprovedError` stops it.
    """
    from .approval import approval_of

    thing = workflow_state.content_object
    revision = thing.get_latest_revision()
    approval_of(revision)
    with opened(thing):
        revision.publish(user=user, skip_permission_checks=True)


@contextmanager
def opened(thing: Any) -> Iterator[None]:
    """Let `thing`, and nothing else, change in public; only called when an approval was seen to exist."""
    token = _opened_for.set(_key(thing))
    try:
        yield
    finally:
        _opened_for.reset(token)


def is_open_for(thing: Any) -> bool:
    """Whether `thing` may change in public now."""
    return thing.pk is not None and _opened_for.get() == _key(thing)


def _key(thing: Any) -> tuple[int, str]:
    return thing.get_base_content_type().pk, str(thing.pk)

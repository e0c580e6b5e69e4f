"""What a redirect must not do: stand over a page, lead to another redirect, or lead nowhere."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps

Problem = tuple[str, str]


def window_problems(redirect: Any) -> Iterator[Problem]:
    """What is wrong with its time."""
    if redirect.starts_at and redirect.ends_at and redirect.ends_at <= redirect.starts_at:
        yield "ends_at", "It ends before it begins."


def place_problems(redirect: Any) -> Iterator[Problem]:
    """What stands in its way now, among pages and other redirects of its language."""
    yield from _of_the_old_path(redirect)
    if bool(redirect.to_page_id) == bool(redirect.to_path):
        yield "to_path", "Give a page or a path, and not both."
    elif redirect.to_page_id:
        yield from _of_the_page(redirect)
    else:
        yield from _of_the_path(redirect)


def _of_the_old_path(redirect: Any) -> Iterator[Problem]:
    if _all_pages().filter(key=redirect.old_path).exists():  # one of another language stands in where ours is missing
        yield "old_path", f"A page stands at {redirect.old_path}: it would never be followed."
    elif _others(redirect).filter(old_path=redirect.old_path).exists():
        yield "old_path", f"A redirect from {redirect.old_path} is public already: change that one."
    elif _others(redirect).filter(to_path__in=_spellings(redirect.old_path)).exists():
        yield "old_path", f"Another redirect leads to {redirect.old_path}: change that one first."


def _of_the_page(redirect: Any) -> Iterator[Problem]:
    if not _pages(redirect, source_id=str(redirect.to_page_id)).exists():
        yield "to_page", "Choose a page that is public, in the language of the redirect."


def _of_the_path(redirect: Any) -> Iterator[Problem]:
    place = _as_page(redirect.to_path)
    if place == redirect.old_path:
        yield "to_path", "It leads to itself."
    elif _others(redirect).filter(old_path=place).exists():
        yield "to_path", f"{place} leads elsewhere by another redirect: lead there at once."


def _pages(redirect: Any, **wanted: Any) -> Any:
    return _all_pages().filter(locale=redirect.tag, **wanted)


def _all_pages() -> Any:
    return _model("PublishedContent").objects.filter(kind="page")


def _others(redirect: Any) -> Any:
    """Public ones of the same language."""
    same = type(redirect)._base_manager.filter(live=True, locale_id=redirect.locale_id)
    return same.exclude(pk=redirect.pk)


def _as_page(place: str) -> str:
    """The path of a place as addresses of pages are written."""
    return f"/{place.partition('?')[0].strip('/')}/".replace("//", "/")


def _spellings(path: str) -> list[str]:
    return [path, path.rstrip("/")]


def _model(name: str) -> Any:
    return apps.get_model("content", name)

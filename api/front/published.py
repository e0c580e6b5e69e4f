"""Which addresses hold what was published: the reading views of the API, found by the paths of its own URLs."""

from collections import defaultdict
from typing import Any, Final, NamedTuple

from django.urls import URLPattern

from .kept_answers import Room

# Not here: files, which are streamed; feeds, which name their own address; what is one partner's, or a draft.
NAMES: Final = frozenset(
    {
        *("funds", "fund-facets", "fund", "versions", "compare", "version", "proof", "provenance", "figures"),
        *("record", "chain", "consistency", "fund-groups", "fund-group", "umbrellas", "umbrella", "resolve"),
        *("fund-documents", "documents", "document-about", "verify", "changes", "bulk", "bulk-digest"),
        "content-changes",
        *("coverage", "coverage-totals", "document-types", "pages", "menus", "banners", "legal", "legal-versions"),
        *("faq", "help", "help-article", "news", "redirects", "status", "status-history", "problems", "openapi"),
    }
)


# What they answer is made of the day and of what is published with bodies and lists, whose state the database tells.
OF_THE_RECORD: Final = {"funds": Room.LISTS, "fund-facets": Room.LISTS, "fund": Room.FUNDS, "figures": Room.FIGURES}


class Found(NamedTuple):
    """A view, what it takes from the address, the headers that it puts on each answer, and where it may be kept."""

    view: Any
    captured: dict[str, Any]
    standing: dict[str, str]
    room: Room | None


class Published:
    """The views of what was published, by address."""

    def __init__(self) -> None:
        from api.v1.urls import urlpatterns  # views need Django to be set up

        self._routes: dict[str, list[tuple[URLPattern, Found | None]]] = defaultdict(list)
        for pattern in urlpatterns[:-1]:  # the last one is for what doesn't exist
            self._routes[_first(str(pattern.pattern))].append((pattern, _found(pattern)))

    def find(self, path: str) -> Found | None:
        """What answers this path below the API's own; None for what isn't published that way."""
        for pattern, found in self._routes.get(_first(path), ()):
            matched = pattern.pattern.match(path)
            if matched:
                return Found(found.view, matched[2], *found[2:]) if found else None
        return None


def _found(pattern: URLPattern) -> Found | None:
    if pattern.name not in NAMES or hasattr(pattern.callback, "ending"):
        return None
    view = pattern.callback.cls()  # type: ignore[attr-defined] # the REST framework names the class there
    view.head = view.get
    return Found(view, {}, view.default_response_headers, OF_THE_RECORD.get(pattern.name))


def _first(path: str) -> str:
    return path.removeprefix("^").partition("/")[0]

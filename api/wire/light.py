"""A request and an answer with no more in them than reading what was published needs; views take them for Django's."""

from collections.abc import ItemsView, Mapping
from typing import Any, ClassVar, Final

from django.http import QueryDict

NOTHING_ASKED: Final = QueryDict("")


class LeftToDjangoError(Exception):
    """What was asked is answered by Django itself."""


class Question:
    """A GET or HEAD of the API, as its reading views know requests."""

    __slots__ = ("META", "_query", "method", "path")

    def __init__(self, environ: dict[str, Any]) -> None:
        self.META = environ
        self.path: str = environ["PATH_INFO"]
        self.method: str = environ["REQUEST_METHOD"]
        self._query: QueryDict | None = None

    def without_conditions(self) -> "Question":
        """The same, of somebody who has nothing yet."""
        environ = dict(self.META)
        environ.pop("HTTP_IF_NONE_MATCH", None)
        environ.pop("HTTP_IF_MODIFIED_SINCE", None)
        return Question(environ)

    @property
    def query_params(self) -> QueryDict:
        """The parameters, by the name that the REST framework gives them."""
        if self._query is None:
            said = self.META.get("QUERY_STRING", "")
            self._query = QueryDict(said.encode("iso-8859-1")) if said else NOTHING_ASKED
        return self._query

    GET = query_params

    @property
    def headers(self) -> "Said":
        """What the client says, by the names of headers."""
        return Said(self.META)


class Said:
    """A client's headers; each is looked for when it is asked for, as most never are."""

    __slots__ = ("_environ",)

    def __init__(self, environ: Mapping[str, Any]) -> None:
        self._environ = environ

    def get(self, name: str, default: str = "") -> str:
        """A header."""
        value: str = self._environ.get(f"HTTP_{name.upper().replace('-', '_')}", default)
        return value


class Answer:
    """A status, headers and a body; `changed` is since when they are so, as `Last-Modified` may say."""

    __slots__ = ("changed", "content", "headers", "status_code")
    streaming: ClassVar = False

    def __init__(self, content: bytes, *, status: int, headers: Mapping[str, str], changed: int | None = None) -> None:
        self.content, self.status_code, self.changed = content, status, changed
        self.headers = dict(headers)

    def __getitem__(self, name: str) -> str:
        return self.headers[name]

    def __setitem__(self, name: str, value: str) -> None:
        self.headers[name] = value

    def get(self, name: str, default: str = "") -> str:
        """A header."""
        return self.headers.get(name, default)

    def has_header(self, name: str) -> bool:
        """Whether there is such a header."""
        return name in self.headers

    def items(self) -> ItemsView[str, str]:
        """All headers."""
        return self.headers.items()

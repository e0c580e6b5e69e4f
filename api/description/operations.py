"""One operation of the OpenAPI file, completed."""

from dataclasses import dataclass
from typing import Any, Final

from . import examples, links, paths, problems, promises
from .tags import tag_of

CONDITIONAL: Final = {
    "in": "header",
    "name": "If-None-Match",
    "schema": {"type": "string"},
    "description": "The `ETag` of the answer that you have: `304` without a body when nothing has changed.",
}
BY_TIME: Final = {
    "in": "header",
    "name": "If-Modified-Since",
    "schema": {"type": "string"},
    "description": "The `Last-Modified` of the answer that you have; it counts only without `If-None-Match`.",
}
DATED: Final = frozenset(
    {
        *("listFunds", "getFund", "getFundVersion", "getDocument", "getBulkFile", "getBulkDigest"),
        *("getChangesFeed", "getFundFeed"),
    }
)
OF_THE_RECORD: Final = ("listFunds", "listFundFacets", "getFund", "getFundFigures")
OF_NOBODY_ELSE: Final = ("/acceptances/", "/support-requests/")
KEY_NEEDED: Final[list[dict[str, list[str]]]] = [{"partnerKey": []}]


@dataclass(frozen=True, kw_only=True)
class Operation:
    """What is said of one method at one address; `described` is completed in place."""

    path: str
    method: str
    described: dict[str, Any]

    @property
    def is_of_partner(self) -> bool:
        """Whether it is about the partner whose key asks, and so neither cached nor answered without a key."""
        return self.path.startswith("/api/v1/partner/")

    @property
    def is_conditional(self) -> bool:
        """Whether its answers have ETags: all may be kept but those about somebody's own affairs."""
        return self.method == "get" and not self.is_of_partner and not any(part in self.path for part in OF_NOBODY_ELSE)

    @property
    def is_dated(self) -> bool:
        """Whether its answers may say since when they are as they are."""
        return self.described["operationId"] in DATED

    def complete(self) -> None:
        """Say all that holds of it."""
        self.described["tags"] = [tag_of(self.path)]
        if self.is_of_partner:
            self.described["security"] = KEY_NEEDED
        self._add_parameters()
        self._add_answers()
        self._add_refusals()

    def _add_parameters(self) -> None:
        for parameter in self._parameters():
            if parameter["in"] == "path":
                parameter.update(paths.described(parameter["name"]))
            elif parameter["in"] == "query" and not parameter.get("required"):
                parameter["allowEmptyValue"] = True  # forms send every field: an empty one says nothing
        if self.is_conditional:
            self.described["parameters"] = [*self._parameters(), CONDITIONAL]
        if self.is_dated:
            self.described["parameters"] = [*self._parameters(), BY_TIME]

    def _add_answers(self) -> None:
        responses = self.described["responses"]
        if self._is_file_with_parts():
            whole = responses["200"]["content"]
            responses["206"] = {"description": "The part that was asked for.", "content": whole}
        for status in [status for status in responses if status.startswith(("2", "3"))]:
            own = self._own_headers() if status.startswith("2") else []  # who is sent on gets nothing to keep
            responses[status] |= {"headers": promises.headers_of(int(status), *own)}
            self._add_examples(responses[status])
        if self.is_conditional:
            told = promises.unchanged(*self._states())
            responses["304"] = told if self._states() else {"$ref": "#/components/responses/unchanged"}

    def _own_headers(self) -> list[str]:
        """Headers of good answers that not every operation sends."""
        name = self.described["operationId"]
        return [
            *(["ETag"] if self.is_conditional else []),
            *(["Last-Modified"] if self.is_dated else []),
            *(promises.OF_FILES if self._is_file_with_parts() else []),
            *(["Repr-Digest"] if name == "getDocument" else []),
            *(["Content-Location"] if name == "getFund" else []),
            *self._states(),
            *(["Content-Language"] if self._has("locale") else []),
        ]

    def _states(self) -> list[str]:
        return ["Record-State"] if self.described["operationId"] in OF_THE_RECORD else []

    def _add_examples(self, response: dict[str, Any]) -> None:
        name = self.described["operationId"]
        if (found := links.from_(name)) and "content" in response:
            response["links"] = found
        if "application/json" in response.get("content", {}):
            response["content"]["application/json"] |= examples.of(name)

    def _add_refusals(self) -> None:
        responses = self.described["responses"]
        for status, codes in problems.refused(self.path, self.described).items():
            declared = responses.get(str(status))
            is_general = declared is None and len(codes) == 1
            responses[str(status)] = (
                {"$ref": f"#/components/responses/{codes[0]}"}
                if is_general
                else problems.response_of(codes, (declared or {}).get("description", ""))
            )
        self.described["responses"] = dict(sorted(responses.items()))

    def _is_file_with_parts(self) -> bool:
        return self._has("Range")

    def _has(self, name: str) -> bool:
        return any(parameter["name"] == name for parameter in self._parameters())

    def _parameters(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.described.get("parameters", [])
        return found

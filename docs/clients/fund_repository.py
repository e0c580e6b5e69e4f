"""A small client of the Fund Repository: one file, nothing but Python 3.11. Copy it and make it yours."""

import gzip
import json
import re
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from email.message import Message
from hashlib import sha256
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote, urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

Json = dict[str, Any]
Value = str | int | Sequence[str]
Query = Mapping[str, Value]
TRY_AGAIN = (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE)
A_MOMENT = 5


class Refused(Exception):
    """The API said no. `code` is stable; `str()` is for people; `problem` is all that was said."""

    def __init__(self, status: int, problem: Json) -> None:
        super().__init__(problem.get("detail", f"status {status}"))
        self.status, self.problem = status, problem
        self.code: str = problem.get("code", "")
        self.request_id: str = problem.get("requestId", "")


class Damaged(Exception):
    """What arrived isn't what its name promises."""


class _Stay(HTTPRedirectHandler):
    """A key is shown to the host that you named, and to no other."""

    def redirect_request(self, *_: Any) -> None:
        """Follow nothing."""


class Repository:
    """The public record. Waits when the quota asks for it, and doesn't load twice what hasn't changed."""

    def __init__(
        self, url: str, *, key: str = "", tries: int = 4, kept: int = 200, wait: Callable[[float], object] = time.sleep
    ) -> None:
        self.url, self.remaining = url.rstrip("/"), -1
        self._key, self._tries, self._kept_at_most, self._wait = key, tries, kept, wait
        self._kept: OrderedDict[str, tuple[str, bytes]] = OrderedDict()
        self._open = build_opener(_Stay).open

    def status(self) -> Json:
        """How fresh the record is and how many funds it has."""
        return self.get("/status/")

    def fund(self, fund_id: str, **query: Value) -> Json:
        """One fund; `asOf="2026-11-18"` for the state of a day, `fields="fundId,manCo"` for a part."""
        return self.get(f"/funds/{quote(fund_id, safe='')}/", query)

    def funds(self, **query: Value) -> Iterator[Json]:
        """All funds that match, page after page: `search`, the filters, `ordering`, `asOf`, `fields`."""
        return self.pages("/funds/", {"pageSize": 100, **query})

    def resolve(self, identifier: str) -> list[Json]:
        """What a fundId, ISIN, LEI, ticker, umbrella id or whole name stands for."""
        found: list[Json] = self.get("/resolve/", {"id": identifier})["results"]
        return found

    def versions(self, fund_id: str) -> Iterator[Json]:
        """Every public version of a fund, the newest first, with its source and what it changed."""
        return self.pages(f"/funds/{quote(fund_id, safe='')}/versions/", {})

    def provenance(self, fund_id: str) -> Json:
        """Where each field of a fund comes from, and since when it has its value."""
        return self.get(f"/funds/{quote(fund_id, safe='')}/provenance/")

    def documents(self, **query: Value) -> Iterator[Json]:
        """All documents that match, the newest first: `fundId`, `isin`, `documentType`, `language`, `isLatest`."""
        return self.pages("/documents/", {"pageSize": 100, **query})

    def save(self, document: Json, folder: Path) -> Path:
        """The PDF of one of a fund's `documents`, once its bytes are proved to be those of its SHA-256."""
        return self._saved(f"/documents/{document['sha256']}.pdf", document["sha256"], folder)

    def published(self, file: Path) -> Json | None:
        """What the repository knows of a file that you hold; None when it never published these bytes."""
        try:
            return self.get(f"/verify/{sha256(file.read_bytes()).hexdigest()}")
        except Refused as refused:
            if refused.code != "not_found":
                raise
        return None

    def changes(self, since: str, **query: Value) -> tuple[list[Json], str]:
        """What changed since a day or a token, and the token to ask with next time: keep it after what came with it."""
        found: list[Json] = []
        has_more = True
        while has_more:
            page = self.get("/changes/", {**query, "since": since})
            found += page["results"]
            since, has_more = page["token"], page["hasMore"]
        return found, since

    def bulk(self, folder: Path, kind: str = "full") -> tuple[Path, str]:
        """The newest file of this kind, once its bytes are proved, and the token with which `changes` goes on."""
        newest = self.get("/bulk/")["results"][0]
        file = next(one for one in newest["files"] if one["kind"] == kind)
        return self._saved(f"/bulk/{file['name']}", file["sha256"], folder), newest["token"]

    def pages(self, path: str, query: Query) -> Iterator[Json]:
        """The results of a list, and of every page behind it."""
        following: str | None = f"{path}?{urlencode(query, doseq=True)}"
        while following:
            page = json.loads(self._body(following))
            yield from page["results"]
            following = f"{path}?{urlsplit(page['next']).query}" if page["next"] else None

    def get(self, path: str, query: Query | None = None) -> Json:
        """Any address of the API as JSON."""
        found: Json = json.loads(self._body(f"{path}?{urlencode(query, doseq=True)}" if query else path))
        return found

    def _saved(self, address: str, digest: str, folder: Path) -> Path:
        body = self._body(address)
        if sha256(body).hexdigest() != digest:
            raise Damaged(digest)
        path = folder / address.rpartition("/")[2]
        path.write_bytes(body)
        return path

    def _body(self, address: str) -> bytes:
        for left in reversed(range(self._tries)):
            try:
                return self._ask(address)
            except HTTPError as error:
                self._note(error.headers)
                if error.code == HTTPStatus.NOT_MODIFIED:
                    self._kept.move_to_end(address)
                    return self._kept[address][1]
                if not (left and error.code in TRY_AGAIN):
                    raise Refused(error.code, _problem(error)) from None
                self._wait(_seconds(error.headers.get("Retry-After", "")))
        raise ValueError("tries must be 1 or more")

    def _ask(self, address: str) -> bytes:
        headers = {"Accept-Encoding": "gzip"} | ({"Authorization": f"Bearer {self._key}"} if self._key else {})
        if address in self._kept:
            headers["If-None-Match"] = self._kept[address][0]
        with self._open(Request(self.url + address, headers=headers), timeout=30) as answer:  # noqa: S310 - your host
            body: bytes = answer.read()
            if answer.headers.get("Content-Encoding") == "gzip":
                body = gzip.decompress(body)
            self._note(answer.headers)
            self._keep(address, answer.headers, body)
        return body

    def _note(self, headers: Message) -> None:
        if left := re.search(r";r=(\d+)", headers.get("RateLimit", "")):
            self.remaining = int(left[1])

    def _keep(self, address: str, headers: Message, body: bytes) -> None:
        if "ETag" in headers and "json" in headers.get("Content-Type", ""):
            self._kept[address] = (headers["ETag"], body)
            if len(self._kept) > self._kept_at_most:
                self._kept.popitem(last=False)


def _seconds(said: str) -> float:
    return float(said) if said.isdigit() else A_MOMENT


def _problem(error: HTTPError) -> Json:
    body = error.read()
    try:
        found: Json = json.loads(gzip.decompress(body) if error.headers.get("Content-Encoding") == "gzip" else body)
    except ValueError:
        return {}
    return found

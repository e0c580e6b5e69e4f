"""A delivery in memory, and how a provider leaves it in a directory."""

import json
from copy import deepcopy
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from infra.deliveries.schedule import envelope

Json = dict[str, Any]

JSON_FILES = ("index.json", "document.json", "deauthorised.json")


@dataclass(slots=True)
class Delivery:
    """One set of files. The three envelopes are plain dicts: tests may break them before they are written."""

    index: Json
    documents: Json
    deauthorised: Json
    files: dict[str, bytes] = field(default_factory=dict)

    @property
    def funds(self) -> list[Json]:
        """The fund records of index.json."""
        funds: list[Json] = self.index["funds"]
        return funds

    def fund(self, fund_id: str) -> Json:
        """The record of this fund."""
        return next(fund for fund in self.funds if fund["fundId"] == fund_id)

    def remove_fund(self, fund_id: str) -> Json:
        """Take the fund out of index.json, its documents out of document.json, and give its record."""
        removed = self.fund(fund_id)
        targets = {fund_id} | {share_class["isin"] for share_class in removed["shareClasses"]}
        self.funds.remove(removed)
        self.documents["documents"] = [
            document
            for document in self.documents["documents"]
            if not targets & {target["id"] for target in document["appliesTo"]}
        ]
        self.recount()
        return removed

    def deauthorise(self, fund_id: str, **facts: object) -> Json:
        """Move the fund from index.json to deauthorised.json, as of the content date if not told otherwise."""
        removed = self.remove_fund(fund_id)
        record = deauthorisation(removed, self.index["contentDate"]) | facts
        self.deauthorised["deauthorised"].append(record)
        self.recount()
        return record

    def recount(self) -> None:
        """Set every recordCount to the number of records."""
        for records, sent in zip(("funds", "documents", "deauthorised"), self.envelopes(), strict=True):
            sent["recordCount"] = len(sent[records])

    def envelopes(self) -> tuple[Json, Json, Json]:
        """index.json, document.json and deauthorised.json, in the order of JSON_FILES."""
        return self.index, self.documents, self.deauthorised

    def on_day(self, day: int) -> "Delivery":
        """An independent copy with the same records under another day's envelope."""
        copied = deepcopy(self)
        kinds = ("index", "document", "deauthorised")
        for kind, sent in zip(kinds, copied.envelopes(), strict=True):
            sent.update(envelope(kind, day=day))
        return copied


def compose(*, day: int, funds: list[Json], documents: list[Json], deauthorised: list[Json]) -> Delivery:
    """The three envelopes of one day around these records, without PDFs."""
    return Delivery(
        index=envelope("index", day=day) | {"recordCount": len(funds), "funds": funds},
        documents=envelope("document", day=day) | {"recordCount": len(documents), "documents": documents},
        deauthorised=envelope("deauthorised", day=day)
        | {"recordCount": len(deauthorised), "deauthorised": deauthorised},
    )


def deauthorisation(fund: Json, on: str, *, reason: str = "voluntary withdrawal") -> Json:
    """The record of deauthorised.json for a fund that leaves index.json."""
    return {
        "fundId": fund["fundId"],
        "isins": [share_class["isin"] for share_class in fund["shareClasses"]],
        "authorisationStatus": "deauthorised",
        "deauthorisationDate": on,
        "reason": reason,
    }


def write_delivery(directory: Path, delivery: Delivery) -> None:
    """Write PDFs, then JSON, then the .check files, each complete before it gets its name.

    The .check files always match the bytes written, whatever the records say. PDFs and checks of an
    earlier delivery in the same directory are handled as a provider would: PDFs stay, checks are renewed.
    """
    directory.mkdir(parents=True, exist_ok=True)
    for name, content in delivery.files.items():
        if not (directory / name).exists():
            write_file(directory / name, content)
    for name in JSON_FILES:
        (directory / f"{name}.check").unlink(missing_ok=True)
    encoded = [encode(sent) for sent in delivery.envelopes()]
    for name, content in zip(JSON_FILES, encoded, strict=True):
        write_file(directory / name, content)
    for name in JSON_FILES:
        write_check(directory / name)


def write_check(path: Path) -> None:
    """Write the coreutils line with the file's SHA-256 beside it; also for tests that edited the file."""
    digest = sha256(path.read_bytes()).hexdigest()
    write_file(path.with_name(f"{path.name}.check"), f"{digest}  {path.name}\n".encode())


def write_file(path: Path, content: bytes) -> None:
    """Write under a temporary name first, so that nobody ever sees half a file."""
    unfinished = path.with_name(f"{path.name}.part")
    unfinished.write_bytes(content)
    unfinished.replace(path)


def encode(sent: Json) -> bytes:
    """The same bytes for the same records, readable by people."""
    return (json.dumps(sent, ensure_ascii=False, indent=1) + "\n").encode()

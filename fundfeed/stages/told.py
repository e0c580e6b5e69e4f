"""What a new version of a fund changed beside the one before, in the words of followers: a pure function."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from msgspec import Struct

from ..records.feed import RETRACTED, WITHDRAWN_STATUSES
from ..records.following import ChangedDocument, ChangeKind

Body = Mapping[str, Any]
NOTICE = "NT"  # of the contract's types: what a fund tells its holders
STATUS_FIELDS = frozenset({"authorisationStatus", "authorisationStatusDate", "deauthorisation"})


class Told(Struct, frozen=True, kw_only=True):
    """Kinds of what happened, names of the members that differ, and documents that came or went."""

    kinds: tuple[ChangeKind, ...]
    fields: tuple[str, ...]
    documents: tuple[ChangedDocument, ...]


def told(before: Body | None, after: Body) -> Told:
    """How the version differs from the one before; None before the first."""
    documents = tuple(_documents((before or {}).get("documents", ()), after["documents"]))
    kinds: list[ChangeKind] = []
    fields: frozenset[str] = frozenset()
    if before is None:
        kinds.append("published")
    else:
        fields = frozenset(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))
        kinds += _kinds(before, after, fields, has_documents=bool(documents))
    kinds += _document_kinds(documents)
    return Told(kinds=tuple(kinds) or ("changed",), fields=tuple(sorted(fields)), documents=documents)


def _kinds(before: Body, after: Body, fields: frozenset[str], *, has_documents: bool) -> Iterator[ChangeKind]:
    explained = frozenset({"documents"}) if has_documents else frozenset()
    if status := _status(before, after):
        yield status
        explained |= STATUS_FIELDS
    if _is_announced(after, fields):
        yield "toBeDeauthorised"
    if "corrections" in fields:
        yield "corrected"
        explained |= {"corrections", *_corrected(before), *_corrected(after)}
    if fields - explained:
        yield "changed"


def _status(before: Body, after: Body) -> ChangeKind | None:
    was, status = before["authorisationStatus"], after["authorisationStatus"]
    match was in WITHDRAWN_STATUSES, status in WITHDRAWN_STATUSES:
        case False, True:
            return "retracted" if status == RETRACTED else "deauthorised"
        case True, False:
            return "reinstated"
    return None


def _is_announced(after: Body, fields: frozenset[str]) -> bool:
    is_withdrawn = after["authorisationStatus"] in WITHDRAWN_STATUSES
    return "deauthorisation" in fields and bool(after.get("deauthorisation")) and not is_withdrawn


def _corrected(body: Body) -> Iterator[str]:
    """The members in which corrections of this version stand."""
    return (correction["field"].split("/")[1] for correction in body.get("corrections", ()))


def _documents(before: Iterable[Body], after: Iterable[Body]) -> Iterator[ChangedDocument]:
    shown = {(document["documentId"], document["sha256"]) for document in before}
    present = set()
    for document in after:
        present.add(document["documentId"])
        if (document["documentId"], document["sha256"]) not in shown:
            yield _document(document, "published")
    for document in before:
        if document["documentId"] not in present:
            yield _document(document, "withdrawn")


def _document(document: Body, kind: Any) -> ChangedDocument:
    return ChangedDocument(
        document_id=document["documentId"],
        document_type=document["documentType"],
        kind=kind,
        sha256=document["sha256"],
        url=document["url"],
    )


def _document_kinds(documents: Collection[ChangedDocument]) -> Iterator[ChangeKind]:
    kinds = {document.kind for document in documents}
    if "published" in kinds:
        yield "documentPublished"
    if "withdrawn" in kinds:
        yield "documentWithdrawn"
    if any(document.kind == "published" and document.document_type == NOTICE for document in documents):
        yield "noticePublished"

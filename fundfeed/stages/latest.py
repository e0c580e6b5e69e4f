"""Which of a fund's documents is the latest of its kind (section 4 of the feed contract)."""

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from ..records.public import PublishedDocument

Kind = tuple[str, str, str, str]  # type, language, and the level and id of what it is about


def marked(documents: Sequence[PublishedDocument]) -> Iterator[PublishedDocument]:
    """The same documents; the current one that became valid last, of any kind that it is of, is marked as latest."""
    newest = _newest(document for document in documents if document.status == "current")
    latest = {document.document_id for document in newest}
    return (replace(document, is_latest=document.document_id in latest) for document in documents)


def _newest(documents: Iterable[PublishedDocument]) -> Iterable[PublishedDocument]:
    newest: dict[Kind, PublishedDocument] = {}
    for document in sorted(documents, key=_since):
        newest |= dict.fromkeys(_kinds(document), document)
    return newest.values()


def _since(document: PublishedDocument) -> tuple[str, str, str]:
    valid = document.valid_from or document.publication_date
    return valid.isoformat(), document.document_date.isoformat(), document.document_id


def _kinds(document: PublishedDocument) -> Iterator[Kind]:
    for language in document.languages:
        for target in document.applies_to:
            yield document.document_type, language, target.level, target.id

"""Of each type, language and target, the current document that became valid last is the latest."""

from datetime import date
from typing import Any

from fundfeed.records.feed import Target
from fundfeed.records.public import PublishedDocument
from fundfeed.stages.latest import marked

FUND = Target(level="fund", id="TST00001")
CLASS = Target(level="shareClass", id="IE00B4L5Y983")


def document(number: int, **changes: Any) -> PublishedDocument:
    stated: dict[str, Any] = {
        "document_id": f"DOC-{number}",
        "document_type": "PR",
        "title": {"en": "Prospectus"},
        "languages": ("en",),
        "sha256": f"{number:064x}",
        "url": f"/api/v1/documents/{number:064x}.pdf",
        "size_in_bytes": 10,
        "document_date": date(2026, 1, 1),
        "publication_date": date(2026, 1, number),
        "status": "current",
        "applies_to": (FUND,),
    }
    return PublishedDocument(**stated | changes)


def latest(*documents: PublishedDocument) -> list[str]:
    return [one.document_id for one in marked(documents) if one.is_latest]


def test_the_one_that_became_valid_last_is_the_latest() -> None:
    early = document(2, valid_from=date(2026, 3, 1))
    late = document(1, valid_from=date(2026, 4, 1))

    assert latest(late, early) == latest(early, late) == ["DOC-1"]


def test_the_day_of_publication_stands_for_a_missing_day() -> None:
    assert latest(document(1), document(2), document(3, valid_from=date(2025, 1, 1))) == ["DOC-2"]


def test_each_type_language_and_target_has_its_own() -> None:
    others = (document(2, document_type="AR"), document(3, languages=("de",)), document(4, applies_to=(CLASS,)))

    assert latest(document(1), *others) == ["DOC-1", "DOC-2", "DOC-3", "DOC-4"]


def test_one_that_is_the_latest_in_one_of_its_languages_is_a_latest() -> None:
    assert latest(document(1, languages=("en", "fr")), document(2)) == ["DOC-1", "DOC-2"]


def test_what_is_not_current_is_never_the_latest() -> None:
    assert latest(document(1), document(2, status="superseded"), document(3, status="archived")) == ["DOC-1"]

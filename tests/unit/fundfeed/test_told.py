"""What followers are told of a new version, by what differs from the version before."""

from typing import Any

import pytest

from fundfeed.stages.told import told
from tests.factories.records import fund

Json = dict[str, Any]
PROSPECTUS = {"documentId": "DOC-1", "documentType": "PR", "sha256": "a" * 64, "url": "/api/v1/documents/a.pdf"}
NOTICE = PROSPECTUS | {"documentType": "NT"}
ARCHIVED = PROSPECTUS | {"status": "archived"}
RENEWED = PROSPECTUS | {"sha256": "b" * 64}


def profile(*documents: Json, **changes: Any) -> Json:
    return fund() | {"documents": list(documents)} | changes


def correction(field: str) -> Json:
    return {"field": field, "correctedValue": 1}


CASES = {
    "first_version": (None, profile(), ["published"], []),
    "first_version_with_a_document": (None, profile(PROSPECTUS), ["published", "documentPublished"], []),
    "one_field": (profile(), profile(riskLevel=3), ["changed"], ["riskLevel"]),
    "field_gone": (profile(riskLevel=3), profile(), ["changed"], ["riskLevel"]),
    "other_bytes_of_the_same_content": (profile(), profile(), ["changed"], []),
    "authorisation_lost": (
        profile(),
        profile(authorisationStatus="deauthorised", deauthorisation={"deauthorisationDate": "2026-11-19"}),
        ["deauthorised"],
        ["authorisationStatus", "deauthorisation"],
    ),
    "authorisation_announced_to_be_lost": (
        profile(),
        profile(deauthorisation={"deauthorisationDate": "2027-01-31"}),
        ["toBeDeauthorised", "changed"],
        ["deauthorisation"],
    ),
    "terminated_after_deauthorised": (
        profile(authorisationStatus="deauthorised"),
        profile(authorisationStatus="terminated"),
        ["changed"],
        ["authorisationStatus"],
    ),
    "suspended": (profile(), profile(authorisationStatus="suspended"), ["changed"], ["authorisationStatus"]),
    "rolled_back": (profile(), profile(authorisationStatus="retracted"), ["retracted"], ["authorisationStatus"]),
    "authorised_again_and_renamed": (
        profile(authorisationStatus="terminated"),
        profile(legalFundNameOnly={"en": "Haven"}),
        ["reinstated", "changed"],
        ["authorisationStatus", "legalFundNameOnly"],
    ),
    "corrected": (
        profile(riskLevel=3),
        profile(riskLevel=1, corrections=[correction("/riskLevel")]),
        ["corrected"],
        ["corrections", "riskLevel"],
    ),
    "correction_ended_and_another_field_changed": (
        profile(riskLevel=1, corrections=[correction("/riskLevel")]),
        profile(riskLevel=3, geography="Asia"),
        ["corrected", "changed"],
        ["corrections", "geography", "riskLevel"],
    ),
    "document_came": (profile(), profile(PROSPECTUS), ["documentPublished"], ["documents"]),
    "notice_came": (profile(), profile(NOTICE), ["documentPublished", "noticePublished"], ["documents"]),
    "notice_went": (profile(NOTICE), profile(), ["documentWithdrawn"], ["documents"]),
    "document_went": (profile(PROSPECTUS), profile(), ["documentWithdrawn"], ["documents"]),
    "document_with_new_bytes": (profile(PROSPECTUS), profile(RENEWED), ["documentPublished"], ["documents"]),
    "document_archived": (
        profile(PROSPECTUS),
        profile(ARCHIVED),
        ["changed"],
        ["documents"],
    ),
}


@pytest.mark.parametrize(("before", "after", "kinds", "fields"), CASES.values(), ids=CASES.keys())
def test_kinds_and_fields_of_a_change(before: Json | None, after: Json, kinds: list[str], fields: list[str]) -> None:
    found = told(before, after)

    assert (list(found.kinds), list(found.fields)) == (kinds, fields)


def test_documents_that_came_and_went_are_named_with_their_digests() -> None:
    other = PROSPECTUS | {"documentId": "DOC-2", "documentType": "AR"}

    found = told(profile(PROSPECTUS), profile(other))

    assert [(one.kind, one.document_id, one.document_type, one.sha256) for one in found.documents] == [
        ("published", "DOC-2", "AR", "a" * 64),
        ("withdrawn", "DOC-1", "PR", "a" * 64),
    ]

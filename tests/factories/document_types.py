"""Types of documents: one that is new, and those that are there."""

from typing import Any

from cms.funds.models import DocumentTypeDefinition


def document_type(**values: Any) -> DocumentTypeDefinition:
    """A draft by nobody of a type that the contract doesn't have."""
    filled = {"code": "TAX", "name_en": "Tax report", "name_zh_hant": "稅務報告", "reason": "Houses send them now"}
    made = DocumentTypeDefinition(**(filled | values))
    made.full_clean()
    made.save()
    return made


def built_in(code: str, /, **changes: Any) -> DocumentTypeDefinition:
    """What is said of a type that came with the installation, with these changes and a reason."""
    found = DocumentTypeDefinition.objects.get(code=code)
    for name, value in ({"reason": "As agreed"} | changes).items():
        setattr(found, name, value)
    found.full_clean()
    return found

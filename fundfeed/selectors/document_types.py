"""The types of documents, for screens, for the API, and for one run."""

from ..models import DocumentType, FundDocument, Provider
from ..records import document_types as records
from ..records.document_types import AcceptedTypes, TypeName


def document_types() -> tuple[records.DocumentType, ...]:
    """Every type in its order, retired ones too."""
    return tuple(_told(row) for row in DocumentType.objects.all())


def type_codes() -> tuple[str, ...]:
    """The codes of all types, retired ones too."""
    return tuple(DocumentType.objects.values_list("code", flat=True))


def type_names() -> dict[str, str]:
    """What each type is called in English, by code."""
    return dict(DocumentType.objects.values_list("code", "name_en"))


def accepted_types(provider: Provider) -> AcceptedTypes:
    """What the provider's documents may be at this moment; those of retired types stay what they are."""
    types = document_types()
    retired = [one.code for one in types if one.is_retired]
    documents = FundDocument.objects.filter(provider=provider, document_type__in=retired)
    return AcceptedTypes.among(types, documents.values_list("document_id", "document_type") if retired else ())


def _told(row: DocumentType) -> records.DocumentType:
    return records.DocumentType(
        code=row.code,
        name=TypeName(en=row.name_en, zh_hant=row.name_zh_hant),
        is_expected=row.is_expected,
        expected_every_days=row.expected_every_days,
        is_retired=row.is_retired,
    )

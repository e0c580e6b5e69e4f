"""Which documents belong to which fund: directly, through its share classes, its umbrella or its company."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

import msgspec
from django.db import connection

from ..models import FundDocument
from ..records.public import PublishedDocument

HISTORY = (FundDocument.State.ARCHIVED, FundDocument.State.EXPIRED)

# A document reaches a fund on five ways; each has its own index, which a join with OR could not use.
REACHED = """
    SELECT fund.fund_id, target.document_id FROM fundfeed_fund AS fund
    JOIN fundfeed_documenttarget AS target ON target.level = 'fund' AND target.target_id = fund.fund_id
    WHERE {condition}
    UNION SELECT fund.fund_id, target.document_id FROM fundfeed_shareclass AS fund
    JOIN fundfeed_documenttarget AS target ON target.level = 'shareClass' AND target.target_id = fund.isin
    WHERE {condition}
    UNION SELECT fund.fund_id, target.document_id FROM fundfeed_fund AS fund
    JOIN fundfeed_documenttarget AS target ON target.level = 'umbrella' AND target.target_id = fund.umbrella_id
        AND fund.umbrella_id <> ''
    WHERE {condition}
    UNION SELECT fund.fund_id, target.document_id FROM fundfeed_fund AS fund
    JOIN fundfeed_documenttarget AS target ON target.level = 'company' AND target.target_id = fund.record ->> 'manCo'
    WHERE {condition}
    UNION SELECT fund.fund_id, target.document_id FROM fundfeed_fund AS fund
    JOIN fundfeed_documenttarget AS target ON target.level = 'company'
        AND target.target_id = fund.record ->> 'leiOfManCo'
    WHERE {condition}
"""
FUNDS_OF_DOCUMENTS = REACHED.format(condition="target.document_id = ANY(%(ids)s)")
DOCUMENTS_OF_FUNDS = f"""
    SELECT reached.fund_id, document.record, document.state, file.sha256, file.size, document.is_upload
    FROM ({REACHED.format(condition="fund.fund_id = ANY(%(ids)s)")}) AS reached
    JOIN fundfeed_funddocument AS document USING (document_id)
    JOIN fundfeed_documentfile AS file ON file.file_name = document.file_id
    WHERE document.state IN ('public', 'archived', 'expired') AND file.refusal = ''
"""  # noqa: S608 - both conditions are constants of this module


def funds_of_documents(document_ids: Collection[str]) -> frozenset[str]:
    """Ids of the funds that show any of these documents."""
    with connection.cursor() as cursor:
        cursor.execute(FUNDS_OF_DOCUMENTS, {"ids": list(document_ids)})
        return frozenset(fund_id for fund_id, _ in cursor.fetchall())


def documents_of_funds(fund_ids: Collection[str]) -> Mapping[str, tuple[PublishedDocument, ...]]:
    """The documents that each fund shows, by fundId."""
    found: dict[str, list[PublishedDocument]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(DOCUMENTS_OF_FUNDS, {"ids": list(fund_ids)})
        for fund_id, record, state, sha256, size, is_upload in cursor:
            found[fund_id].append(_published(msgspec.json.decode(record), state, sha256, size, is_upload=is_upload))
    return {fund_id: tuple(documents) for fund_id, documents in found.items()}


def _published(record: dict[str, Any], state: str, sha256: str, size: int, *, is_upload: bool) -> PublishedDocument:
    shown = {
        **record,
        "status": "archived" if state in HISTORY else record.get("status", "current"),
        "sha256": sha256,
        "url": f"/api/v1/documents/{sha256}.pdf",
        "sizeInBytes": size,
        "source": "upload" if is_upload else None,
    }
    return msgspec.convert(shown, PublishedDocument)

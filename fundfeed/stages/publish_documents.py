"""Stage 8, documents: which ones are public with which bytes, in one statement each, whatever their number."""

from collections.abc import Collection
from datetime import datetime

from django.db import connection

# What the API says of a document; what the provider sends beside it stays in the facts.
BODY = """
    jsonb_strip_nulls(jsonb_build_object(
        'documentId', document.document_id,
        'documentType', document.document_type,
        'title', document.record -> 'title',
        'languages', document.record -> 'languages',
        'sha256', file.sha256,
        'url', '/api/v1/documents/' || file.sha256 || '.pdf',
        'sizeInBytes', file.size,
        'pages', file.pages,
        'documentDate', document.document_date,
        'publicationDate', document.publication_date,
        'validFrom', document.valid_from,
        'expirationDate', document.expiration_date,
        'version', document.record -> 'version',
        'appliesTo', document.record -> 'appliesTo',
        'source', CASE WHEN document.is_upload THEN 'upload' END,
        'provider', provider.code,
        'deliveryId', CASE WHEN document.is_upload THEN NULL ELSE delivery.delivery_id END
    ))
"""
SHOW = f"""
    INSERT INTO fundfeed_documentpublication AS kept (
        document_id, sha256, document_type, languages, document_date, publication_date, valid_from, supersedes,
        status, body, first_published_at
    )
    SELECT document.document_id, file.sha256, document.document_type, document.languages, document.document_date,
        document.publication_date, coalesce(document.valid_from, document.publication_date),
        coalesce(document.record ->> 'supersedes', ''),
        CASE WHEN document.state = 'public' THEN coalesce(document.record ->> 'status', 'current') ELSE 'archived' END,
        {BODY}, %(at)s
    FROM fundfeed_funddocument AS document
    JOIN fundfeed_documentfile AS file ON file.file_name = document.file_id
    JOIN fundfeed_delivery AS delivery ON delivery.id = document.delivery_id
    JOIN fundfeed_provider AS provider ON provider.id = document.provider_id
    WHERE document.document_id = ANY(%(ids)s)
        AND document.state IN ('public', 'archived', 'expired') AND file.refusal = ''
    ON CONFLICT (document_id, sha256) DO UPDATE SET
        document_type = excluded.document_type, languages = excluded.languages,
        document_date = excluded.document_date, publication_date = excluded.publication_date,
        valid_from = excluded.valid_from, supersedes = excluded.supersedes, status = excluded.status,
        body = excluded.body, ended_at = NULL
    WHERE (kept.body, kept.supersedes, kept.status, kept.ended_at)
        IS DISTINCT FROM (excluded.body, excluded.supersedes, excluded.status, excluded.ended_at)
"""  # noqa: S608 - the body is a constant of this module
END = """
    UPDATE fundfeed_documentpublication AS kept
    SET ended_at = coalesce(kept.ended_at, %(at)s),
        status = CASE WHEN document.state = 'withdrawn' THEN 'withdrawn' ELSE 'replaced' END
    FROM fundfeed_funddocument AS document
    LEFT JOIN fundfeed_documentfile AS file ON file.file_name = document.file_id
    WHERE kept.document_id = document.document_id AND document.document_id = ANY(%(ids)s)
        AND NOT (
            document.state IN ('public', 'archived', 'expired')
            AND coalesce(file.refusal = '' AND file.sha256 = kept.sha256, false)
        )
"""
PEERS_UNTIL_NOW = """
    SELECT DISTINCT peer.document_id
    FROM fundfeed_documentpublication AS kept
    CROSS JOIN LATERAL jsonb_to_recordset(kept.body -> 'appliesTo') AS target (level text, id text)
    JOIN fundfeed_documenttarget AS peer ON peer.level = target.level AND peer.target_id = target.id
    WHERE kept.document_id = ANY(%(ids)s)
"""
# As stages/latest.py: of each type, language and target, the current document that became valid last.
LATEST = """
    WITH touched AS (
        SELECT DISTINCT level, target_id FROM fundfeed_documenttarget WHERE document_id = ANY(%(ids)s)
    ), peer AS (
        SELECT DISTINCT target.document_id FROM touched JOIN fundfeed_documenttarget AS target USING (level, target_id)
    ), kind AS (
        SELECT DISTINCT level, target_id FROM peer JOIN fundfeed_documenttarget USING (document_id)
    ), latest AS (
        SELECT DISTINCT ON (kept.document_type, language, level, target_id) kept.id
        FROM kind JOIN fundfeed_documenttarget AS target USING (level, target_id)
        JOIN fundfeed_documentpublication AS kept USING (document_id)
        CROSS JOIN LATERAL unnest(kept.languages) AS language
        WHERE kept.status = 'current' AND kept.ended_at IS NULL
        ORDER BY kept.document_type, language, level, target_id,
            kept.valid_from DESC, kept.document_date DESC, kept.document_id COLLATE "C" DESC
    )
    UPDATE fundfeed_documentpublication AS kept SET is_latest = NOT kept.is_latest
    FROM peer WHERE peer.document_id = kept.document_id
        AND kept.is_latest IS DISTINCT FROM (kept.id IN (SELECT id FROM latest))
"""


# In a first load statistics still say that its tables are empty: joined row by row, 100,000 documents take hours.
JOIN_ROW_BY_ROW = "SELECT set_config('enable_nestloop', %s, true)"
MANY = 500


def publications(document_ids: Collection[str], *, at: datetime) -> None:
    """Let the public record of documents say what is public of these, and which of their kinds is the latest now."""
    if not document_ids:
        return
    with connection.cursor() as cursor:
        ids = list(document_ids)
        cursor.execute(JOIN_ROW_BY_ROW, ["off" if len(ids) > MANY else "on"])
        cursor.execute(PEERS_UNTIL_NOW, {"ids": ids})
        peers = [peer for (peer,) in cursor.fetchall()]
        cursor.execute(SHOW, {"ids": ids, "at": at})
        cursor.execute(END, {"ids": ids, "at": at})
        cursor.execute(LATEST, {"ids": [*ids, *peers]})
        cursor.execute(JOIN_ROW_BY_ROW, ["on"])

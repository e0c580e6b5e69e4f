import django.contrib.postgres.fields
from django.db import migrations, models

# What was public until now stands in the ledger: every version of every fund with its documents.
FROM_THE_LEDGER = """
    WITH version AS (
        SELECT fund_id, version, valid_from, delivery_id,
            convert_from(body, 'UTF8')::jsonb -> 'documents' AS documents,
            lead(valid_from) OVER (PARTITION BY fund_id ORDER BY version) AS until
        FROM fundfeed_fundversion
    ), shown AS (
        SELECT one ->> 'documentId' AS document_id, one ->> 'sha256' AS sha256, one, valid_from, until, delivery_id
        FROM version CROSS JOIN LATERAL jsonb_array_elements(documents) AS one
    ), kept AS (
        SELECT document_id, sha256, min(valid_from) AS first_published_at,
            CASE WHEN bool_or(until IS NULL) THEN NULL ELSE max(until) END AS ended_at,
            (array_agg(one ORDER BY valid_from DESC))[1] AS one,
            (array_agg(delivery_id ORDER BY valid_from))[1] AS first_delivery
        FROM shown GROUP BY document_id, sha256
    )
    INSERT INTO fundfeed_documentpublication (
        document_id, sha256, document_type, languages, document_date, publication_date, valid_from, supersedes,
        status, body, first_published_at, ended_at
    )
    SELECT kept.document_id, kept.sha256, one ->> 'documentType',
        ARRAY(SELECT jsonb_array_elements_text(one -> 'languages')), (one ->> 'documentDate')::date,
        (one ->> 'publicationDate')::date, coalesce(one ->> 'validFrom', one ->> 'publicationDate')::date,
        coalesce(document.record ->> 'supersedes', ''),
        CASE WHEN kept.ended_at IS NULL THEN one ->> 'status'
             WHEN document.state = 'withdrawn' THEN 'withdrawn' ELSE 'replaced' END,
        jsonb_strip_nulls((one - 'status' - 'isLatest') || jsonb_build_object(
            'pages', (SELECT max(pages) FROM fundfeed_documentfile AS file WHERE file.sha256 = kept.sha256),
            'provider', provider.code,
            'deliveryId', CASE WHEN document.is_upload THEN NULL ELSE delivery.delivery_id END
        )),
        first_published_at, ended_at
    FROM kept
    JOIN fundfeed_funddocument AS document ON document.document_id = kept.document_id
    JOIN fundfeed_delivery AS delivery
        ON delivery.id = CASE WHEN kept.ended_at IS NULL THEN document.delivery_id ELSE first_delivery END
    JOIN fundfeed_provider AS provider ON provider.id = document.provider_id;

    UPDATE fundfeed_documentpublication SET is_latest = true WHERE id IN (
        SELECT DISTINCT ON (kept.document_type, language, level, target_id) kept.id
        FROM fundfeed_documentpublication AS kept
        JOIN fundfeed_documenttarget AS target USING (document_id)
        CROSS JOIN LATERAL unnest(kept.languages) AS language
        WHERE kept.status = 'current' AND kept.ended_at IS NULL
        ORDER BY kept.document_type, language, level, target_id,
            kept.valid_from DESC, kept.document_date DESC, kept.document_id COLLATE "C" DESC
    );
"""


class Migration(migrations.Migration):

    dependencies = [
        ('fundfeed', '0015_bulk'),
    ]

    operations = [
        migrations.CreateModel(
            name='DocumentPublication',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('document_id', models.CharField(max_length=100, verbose_name='document ID')),
                ('sha256', models.CharField(max_length=64, verbose_name='SHA-256')),
                ('document_type', models.CharField(max_length=10, verbose_name='type')),
                ('languages', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=35), size=None)),
                ('document_date', models.DateField()),
                ('publication_date', models.DateField()),
                ('valid_from', models.DateField(help_text='The publication date where the provider states no other')),
                ('supersedes', models.CharField(blank=True, max_length=200, verbose_name='supersedes the document')),
                ('status', models.CharField(choices=[('current', 'Current'), ('superseded', 'Superseded'), ('archived', 'Archived'), ('replaced', 'replaced by other bytes'), ('withdrawn', 'Withdrawn')], max_length=10)),
                ('is_latest', models.BooleanField(db_default=False, default=False)),
                ('body', models.JSONField()),
                ('first_published_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, help_text='When it left the documents of its funds', null=True)),
            ],
            options={
                'verbose_name': 'publication of a document',
                'verbose_name_plural': 'publications of documents',
                'ordering': ('-publication_date', '-id'),
                'indexes': [models.Index(fields=['sha256'], name='publication_by_sha256'), models.Index(condition=models.Q(('supersedes', ''), _negated=True), fields=['supersedes'], name='publication_superseding'), models.Index(condition=models.Q(('ended_at', None)), fields=['publication_date', 'id'], name='publication_by_date'), models.Index(condition=models.Q(('ended_at', None)), fields=['document_type', 'publication_date', 'id'], name='publication_by_type')],
                'constraints': [models.UniqueConstraint(fields=('document_id', 'sha256'), name='bytes_of_a_document_once')],
            },
        ),
        migrations.RunSQL(FROM_THE_LEDGER, migrations.RunSQL.noop),
    ]

from django.db import migrations, models

# What is public now stands in the bodies that are served.
FROM_THE_BODIES = """
    WITH shown AS (
        SELECT fund_id, one ->> 'documentType' AS document_type, language, max(one ->> 'documentDate') AS newest
        FROM fundfeed_publishedfund
        CROSS JOIN LATERAL jsonb_array_elements(convert_from(body, 'UTF8')::jsonb -> 'documents') AS one
        CROSS JOIN LATERAL jsonb_array_elements_text(one -> 'languages') AS language
        WHERE one ->> 'status' = 'current'
        GROUP BY fund_id, document_type, language
    ), by_type AS (
        SELECT fund_id, document_type, jsonb_object_agg(language, newest) AS days FROM shown
        GROUP BY fund_id, document_type
    ), by_fund AS (
        SELECT fund_id, jsonb_object_agg(document_type, days) AS days FROM by_type GROUP BY fund_id
    )
    UPDATE fundfeed_listedfund AS listed SET document_days = by_fund.days
    FROM by_fund WHERE by_fund.fund_id = listed.fund_id
"""


class Migration(migrations.Migration):

    dependencies = [
        ('fundfeed', '0017_types'),
    ]

    operations = [
        migrations.AddField(
            model_name='listedfund',
            name='document_days',
            field=models.JSONField(db_default={}, default=dict, help_text='Of the newest current document, by type and language'),
        ),
        migrations.RunSQL(FROM_THE_BODIES, migrations.RunSQL.noop),
    ]

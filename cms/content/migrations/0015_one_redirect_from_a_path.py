"""One redirect from a path of a language; made beside those who read and write, so outside of a transaction.

What a break left behind, an index that PostgreSQL calls invalid, is dropped first, so it can be run again.
"""

from django.db import migrations, models

MAKE = """
CREATE UNIQUE INDEX CONCURRENTLY one_redirect_from_a_path ON content_publishedcontent (key, locale)
    WHERE kind = 'redirect' AND NOT (key = '');
"""
DROP = "DROP INDEX CONCURRENTLY IF EXISTS one_redirect_from_a_path;"


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("content", "0014_acceptance_counts")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL([DROP, MAKE], DROP)],
            state_operations=[
                migrations.AddConstraint(
                    model_name="publishedcontent",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("kind", "redirect"), models.Q(("key", ""), _negated=True)),
                        fields=("key", "locale"),
                        name="one_redirect_from_a_path",
                    ),
                )
            ],
        )
    ]

"""Pages that move leave their former addresses behind."""

from pathlib import Path

from django.db import migrations, models

SQL = Path(__file__).parent / "sql"
AS_BEFORE = """
DROP TRIGGER former_address_of_withdrawn ON content_publishedcontent;
DROP TRIGGER former_address ON content_publishedcontent;
DROP FUNCTION content_remember_address();
"""


class Migration(migrations.Migration):
    dependencies = [("content", "0011_gate")]

    operations = [
        migrations.CreateModel(
            name="FormerAddress",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("path", models.CharField(max_length=500)),
                ("locale", models.CharField(max_length=10)),
                (
                    "source_id",
                    models.CharField(help_text="The page, as `PublishedContent` names it", max_length=40),
                ),
                ("moved_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("path", "locale", "source_id"), name="former_address_once")
                ],
            },
        ),
        migrations.RunSQL((SQL / "0011_former_addresses.sql").read_text(), AS_BEFORE),
    ]

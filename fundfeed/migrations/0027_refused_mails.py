"""A mail knows who has it and who refused it for good."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("fundfeed", "0026_search_filters")]

    operations = [
        migrations.AddField(
            "message",
            "delivered",
            django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=254),
                db_default=[],
                default=list,
                help_text="Whose mail server has it",
                size=None,
            ),
        ),
        migrations.AddField(
            "message",
            "refused",
            models.JSONField(
                db_default={}, default=dict, help_text="Whose mail server refused it for good, with its answer"
            ),
        ),
        migrations.AddField(
            "message",
            "given_up_at",
            models.DateTimeField(blank=True, help_text="When the last of them had refused it", null=True),
        ),
    ]

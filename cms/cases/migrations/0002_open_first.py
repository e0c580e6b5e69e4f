"""Lists that begin with what is open, then show what ended last, read a page of it and not the cases of years."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_cases")]

    operations = [
        migrations.AddIndex(
            "case",
            models.Index(
                models.F("closed_at").desc(nulls_first=True),
                models.F("resolved_at").desc(nulls_first=True),
                "priority",
                name="case_open_first",
            ),
        )
    ]

"""Values of filters are terms of the search index, so what changes them is a change of it; and it is made anew."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("fundfeed", "0025_record_state")]

    operations = [
        migrations.RunSQL(
            (SQL / "0026_search_filters.sql").read_text(), (SQL / "0026_search_filters_back.sql").read_text()
        ),
    ]

"""The number of listed funds is kept, and no longer counted for each list."""

from pathlib import Path

from django.db import migrations, models

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("fundfeed", "0021_feed")]

    operations = [
        migrations.CreateModel(
            name="ListedTotal",
            fields=[
                ("id", models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                ("funds", models.PositiveBigIntegerField()),
            ],
        ),
        migrations.RunSQL(
            (SQL / "0022_listed_total.sql").read_text(), (SQL / "0022_listed_total_back.sql").read_text()
        ),
    ]

"""One row says which state the published bodies and lists are in, so that whoever keeps answers knows when they end."""

import uuid
from pathlib import Path

from django.contrib.postgres.functions import RandomUUID
from django.db import migrations, models

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("fundfeed", "0024_one_index_of_terms")]

    operations = [
        migrations.CreateModel(
            name="RecordState",
            fields=[
                ("id", models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                ("changed", models.UUIDField(db_default=RandomUUID(), default=uuid.uuid4)),
            ],
        ),
        migrations.RunSQL(
            (SQL / "0025_record_state.sql").read_text(), (SQL / "0025_record_state_back.sql").read_text()
        ),
    ]

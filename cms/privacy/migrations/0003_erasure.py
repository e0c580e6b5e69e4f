"""The database lets a name go by an approved request only."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("privacy", "0002_requests"), ("access", "0002_guards")]

    operations = [
        migrations.RunSQL((SQL / "0003_erasure.sql").read_text(), (SQL / "0003_erasure_back.sql").read_text()),
    ]

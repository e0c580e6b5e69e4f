"""The database gives rights by an approved change of access only."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("access", "0001_access_changes")]

    operations = [
        migrations.RunSQL((SQL / "0002_guards.sql").read_text(), (SQL / "0002_guards_back.sql").read_text()),
    ]

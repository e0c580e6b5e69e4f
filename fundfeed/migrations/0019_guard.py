"""The database itself keeps the chain: no row of ledger, tree, heads or changes that doesn't continue it gets in."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("fundfeed", "0018_coverage")]

    operations = [
        migrations.RunSQL((SQL / "0019_guard.sql").read_text(), (SQL / "0019_guard_back.sql").read_text()),
    ]

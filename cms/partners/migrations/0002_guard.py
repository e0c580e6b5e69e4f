"""The database lets keys, links and webhooks in only as they were approved."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("partners", "0001_partners"), ("access", "0002_guards"), ("moderation", "0006_polish_publications")]

    operations = [
        migrations.RunSQL((SQL / "0002_guard.sql").read_text(), (SQL / "0002_guard_back.sql").read_text()),
    ]

"""Content goes through the gate: triggers on its tables, and none on what a draft may be."""

from pathlib import Path

from django.db import migrations

from cms.moderation.triggers import guard_page, guard_snippet

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("content", "0004_content"), ("moderation", "0003_triggers")]

    operations = [
        guard_page("content_contentpage"),
        guard_page("content_newsindexpage"),
        guard_page("content_newspage"),
        guard_snippet("content_banner"),
        guard_snippet("content_legalnotice"),
        guard_snippet("content_frequentquestion"),
        migrations.RunSQL((SQL / "0005_guards.sql").read_text(), (SQL / "0005_guards_back.sql").read_text()),
    ]

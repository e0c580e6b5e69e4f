"""What two people decide by hand is watched row by row: editorials, uploads, decisions, policies and legal notices."""

from typing import Final

from django.db import migrations

from cms.audit.watching import watch

BOOKKEEPING: Final = ("latest_revision_id", "has_unpublished_changes")
TABLES: Final = {
    "funds_fundeditorial": "words.editorial.*",
    "funds_documentupload": "words.upload.*",
    "feeds_deliverydecision": "words.decision.*",
    "feeds_feedpolicy": "words.policy.*",
    "content_legalnotice": "words.legal.*",
}


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0003_readers"),
        ("content", "0006_who_makes_content"),
        ("feeds", "0002_policies"),
        ("funds", "0001_decisions"),
    ]

    operations = [watch(table, action=action, unkept=BOOKKEEPING) for table, action in TABLES.items()]

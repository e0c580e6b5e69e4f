"""The guard remembers which transactions changed what is public, so that the projection changes in those alone."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"
ADDED = "DROP FUNCTION moderation_publishes(); DROP TABLE moderation_publication;"


def as_before():
    """The guard as the fifth migration made it."""
    pieces = (SQL / "0005_used_once.sql").read_text().split("CREATE OR REPLACE FUNCTION ")
    (guard,) = (piece for piece in pieces if piece.startswith("moderation_guard()"))
    return f"CREATE OR REPLACE FUNCTION {guard.partition('-- Wagtail stores a page in two')[0]}"


class Migration(migrations.Migration):
    dependencies = [("moderation", "0005_used_once")]

    operations = [
        migrations.RunSQL((SQL / "0006_polish_publications.sql").read_text(), as_before() + ADDED),
    ]

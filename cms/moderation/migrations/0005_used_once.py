"""An approval counts once and keeps its time; a page's two halves go public together; a row doesn't forget it was."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"
REPLACED = ("moderation_guard()", "moderation_guard_revision()", "moderation_guard_submission()")


def as_before():
    """The functions as the third migration made them."""
    pieces = (SQL / "0003_functions.sql").read_text().split("CREATE FUNCTION ")
    return "".join(f"CREATE OR REPLACE FUNCTION {piece}" for piece in pieces if piece.startswith(REPLACED))


class Migration(migrations.Migration):
    dependencies = [("moderation", "0004_taken_over")]

    operations = [
        migrations.RunSQL(
            (SQL / "0005_used_once.sql").read_text(), as_before() + (SQL / "0005_used_once_back.sql").read_text()
        ),
    ]

"""What the public reads changes together with a publication, or when the owner of the tables writes it all anew."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"
ADDRESS = "DROP TRIGGER four_eyes_address ON content_publicrendition; DROP FUNCTION content_guard_new_rendition();"
TRIGGER = "DROP TRIGGER four_eyes ON content_publishedcontent;\nCREATE TRIGGER four_eyes"


def as_before():
    """Function and trigger as the fifth migration made them."""
    made, _, _ = (SQL / "0005_guards.sql").read_text().partition("CREATE FUNCTION content_guard_image()")
    return made.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION").replace("CREATE TRIGGER four_eyes", TRIGGER)


class Migration(migrations.Migration):
    dependencies = [("content", "0008_wider_fund_lists"), ("moderation", "0006_polish_publications")]

    operations = [
        migrations.RunSQL((SQL / "0009_polish_projection.sql").read_text(), as_before() + ADDRESS),
    ]

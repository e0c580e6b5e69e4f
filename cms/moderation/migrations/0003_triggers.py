"""The database refuses what the code forgets."""

from pathlib import Path

from django.db import migrations

from cms.moderation.triggers import guard_page, guard_snippet

SQL = Path(__file__).parent / "sql"


def run(name):
    return migrations.RunSQL((SQL / f"{name}.sql").read_text(), (SQL / f"{name}_back.sql").read_text())


class Migration(migrations.Migration):
    dependencies = [
        ("moderation", "0002_workflow"),
        ("content", "0003_home_instead_of_welcome"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        run("0003_functions"),
        run("0003_wagtail"),
        guard_snippet("wagtailcore_page"),
        guard_page("content_homepage"),
    ]

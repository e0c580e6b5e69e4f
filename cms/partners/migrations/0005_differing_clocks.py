"""A link may live a minute longer than 72 hours by the database's clock: the program's own may be ahead of it."""

from pathlib import Path

from django.db import migrations

GUARDS = (Path(__file__).parent / "sql" / "0004_moments.sql").read_text()


class Migration(migrations.Migration):
    dependencies = [("partners", "0004_events")]

    operations = [migrations.RunSQL(GUARDS.replace("interval '72 hours'", "interval '72 hours 1 minute'"), GUARDS)]

"""Rows that come by tens of thousands have what they refer to looked for once in a statement, not once for each."""

from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models

SQL = Path(__file__).parent / "sql"


def _reference(to: str, related_name: str, *, db_index: bool = False) -> "models.ForeignKey[models.Model]":
    return models.ForeignKey(
        db_constraint=False,
        db_index=db_index,
        on_delete=django.db.models.deletion.PROTECT,
        related_name=related_name,
        to=to,
    )


FUND, DELIVERY = "fundfeed.fund", "fundfeed.delivery"


class Migration(migrations.Migration):
    dependencies = [("fundfeed", "0028_moments")]

    operations = [
        migrations.RunSQL((SQL / "0029_references.sql").read_text(), (SQL / "0029_references_back.sql").read_text()),
        migrations.AlterField("figure", "delivery", _reference(DELIVERY, "+")),
        migrations.AlterField("figure", "fund", _reference(FUND, "dated_figures")),
        migrations.AlterField("fundversion", "delivery", _reference(DELIVERY, "versions", db_index=True)),
        migrations.AlterField("fundversion", "fund", _reference(FUND, "versions")),
        migrations.AlterField("listedversion", "fund", _reference(FUND, "+", db_index=True)),
        migrations.AlterField("publicchange", "fund", _reference(FUND, "public_changes")),
    ]

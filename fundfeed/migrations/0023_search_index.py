"""Places of funds by term, which a worker makes of the list, and the trigger that says when they no longer hold."""

import uuid
from pathlib import Path

import django.db.models.deletion
from django.contrib.postgres.functions import RandomUUID
from django.db import migrations, models

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("fundfeed", "0022_listed_total")]

    operations = [
        migrations.CreateModel(
            name="SearchState",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("changed", models.UUIDField(db_default=RandomUUID(), default=uuid.uuid4)),
                ("indexed", models.UUIDField(null=True)),
            ],
            options={
                "constraints": [models.CheckConstraint(condition=models.Q(pk=1), name="one_search_state")],
            },
        ),
        migrations.CreateModel(
            name="PlacedFund",
            fields=[
                ("place", models.PositiveIntegerField(primary_key=True, serialize=False)),
                (
                    "fund",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="placed",
                        to="fundfeed.listedfund",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="TermPlaces",
            fields=[
                ("term", models.TextField(db_collation="C", primary_key=True, serialize=False)),
                ("places", models.BinaryField()),
            ],
        ),
        migrations.RunSQL(
            (SQL / "0023_search_index.sql").read_text(), (SQL / "0023_search_index_back.sql").read_text()
        ),
    ]

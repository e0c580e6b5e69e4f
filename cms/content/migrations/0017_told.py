"""Whoever follows editors' and operators' words is told each time that something becomes public, changes or goes."""

from pathlib import Path

from django.db import migrations, models

SQL = Path(__file__).parent / "sql"
KINDS = (
    *("page", "news", "notice", "banner", "legal", "question"),
    *("article", "redirect", "incident", "maintenance"),
)


class Migration(migrations.Migration):
    dependencies = [("content", "0016_articles")]

    operations = [
        migrations.CreateModel(
            name="ContentChange",
            fields=[
                ("sequence", models.BigIntegerField(primary_key=True, serialize=False)),
                ("kind", models.CharField(choices=[(kind, kind.title()) for kind in KINDS], max_length=11)),
                (
                    "action",
                    models.CharField(
                        choices=[("published", "Published"), ("changed", "Changed"), ("withdrawn", "Withdrawn")],
                        max_length=9,
                    ),
                ),
                ("thing", models.CharField(help_text="Its id", max_length=40)),
                (
                    "key",
                    models.CharField(
                        help_text="As `PublishedContent` has it; empty for what has none", max_length=500
                    ),
                ),
                ("locale", models.CharField(help_text="Empty: in all languages at once", max_length=10)),
                (
                    "sha256",
                    models.CharField(
                        help_text="Of the JSON as it is served; empty for what has none", max_length=64
                    ),
                ),
                ("shown_from", models.DateTimeField(null=True)),
                ("shown_until", models.DateTimeField(null=True)),
                ("at", models.DateTimeField()),
                ("mark", models.CharField(max_length=16)),
            ],
            options={
                "ordering": ("sequence",),
                "indexes": [models.Index(fields=["at", "sequence"], name="content_change_by_time")],
            },
        ),
        migrations.RunSQL((SQL / "0017_told.sql").read_text(), (SQL / "0017_told_back.sql").read_text()),
    ]

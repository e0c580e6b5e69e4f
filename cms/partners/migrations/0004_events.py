"""Webhooks can be asked to tell notices of funds; links live from when they can be used, and keys are revoked now."""

from pathlib import Path

import wagtail.fields
from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [
        ("partners", "0003_guard_replays_and_rotations"),
    ]

    operations = [
        migrations.AlterField(
            model_name="partner",
            name="webhooks",
            field=wagtail.fields.StreamField(
                [("webhook", 2)],
                blank=True,
                block_lookup={
                    0: (
                        "wagtail.blocks.URLBlock",
                        (),
                        {
                            "help_text": "https, a public host, no user name or password",
                            "label": "Address",
                            "max_length": 300,
                        },
                    ),
                    1: (
                        "wagtail.blocks.MultipleChoiceBlock",
                        [],
                        {
                            "choices": [
                                ("fund.published", "a fund becomes public"),
                                ("fund.deauthorised", "a fund loses its authorisation, or will"),
                                ("fund.notice_published", "a fund publishes a notice to its holders"),
                                ("fund.changed", "anything else of a fund changes"),
                                ("fund.documents_changed", "documents of a fund come, go or change"),
                            ],
                            "label": "Events",
                        },
                    ),
                    2: ("wagtail.blocks.StructBlock", [[("url", 0), ("kinds", 1)]], {}),
                },
            ),
        ),
        migrations.RunSQL((SQL / "0004_moments.sql").read_text(), (SQL / "0004_moments_back.sql").read_text()),
    ]

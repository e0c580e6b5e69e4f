"""Webhooks can be asked to tell what editors and operators publish, in an order of its own beside the ledger's."""

import wagtail.fields
from django.db import migrations, models

EVENTS = [
    ("fund.published", "a fund becomes public"),
    ("fund.deauthorised", "a fund loses its authorisation, or will"),
    ("fund.notice_published", "a fund publishes a notice to its holders"),
    ("fund.changed", "anything else of a fund changes"),
    ("fund.documents_changed", "documents of a fund come, go or change"),
    ("news.changed", "news is published, changed or withdrawn"),
    ("notice.changed", "a notice of the repository is published, changed or withdrawn"),
    ("legal.changed", "a version of a legal notice is published"),
    ("incident.changed", "a public incident is told, goes on or is over"),
    ("maintenance.changed", "maintenance is announced, moved or called off"),
    ("content.changed", "any other page, banner, question, help article or redirect changes"),
]
ADDRESS = {
    "help_text": "As the partner gave it: https, a public host, port 443, no user name or password",
    "label": "Address",
    "max_length": 300,
}
NAMED = "Each version of a fund is one message, named by the first of these that fits; others aren't sent"
TOLD = "Where we tell its program what changes. Each new one gets a secret, which the contact is shown once"
WEBHOOKS = {
    0: ("wagtail.blocks.URLBlock", (), ADDRESS),
    1: ("wagtail.blocks.MultipleChoiceBlock", [], {"choices": EVENTS, "help_text": NAMED, "label": "Events"}),
    2: ("wagtail.blocks.StructBlock", [[("url", 0), ("kinds", 1)]], {}),
}
PLACE = models.BigIntegerField(
    default=0, db_default=0, help_text="The last change of content that was looked at"
)
REPLAYED = models.BigIntegerField(blank=True, null=True, help_text="The same of a replay of content")
STREAM = models.CharField(
    "of", choices=[("facts", "ledger"), ("words", "content")], default="facts", db_default="facts", max_length=5
)
NOTHING_TOLD_OF_CONTENT = "DELETE FROM partners_webhookdelivery WHERE stream = 'words'"


class Migration(migrations.Migration):
    dependencies = [("partners", "0006_help_texts"), ("content", "0017_told")]

    operations = [
        migrations.AlterField(
            "partner",
            "webhooks",
            wagtail.fields.StreamField([("webhook", 2)], blank=True, block_lookup=WEBHOOKS, help_text=TOLD),
        ),
        migrations.AddField("webhookendpoint", "content_told_upto", PLACE),
        migrations.AddField("webhookendpoint", "content_replayed_upto", REPLAYED),
        migrations.AddField("webhookdelivery", "stream", STREAM),
        migrations.AlterField(
            "webhookdelivery",
            "sequence",
            models.BigIntegerField(help_text="The entry of the ledger, or the change of content, that it tells"),
        ),
        migrations.AlterModelOptions(
            "webhookdelivery",
            {
                "ordering": ("-created_at", "-message_id"),
                "verbose_name": "webhook delivery",
                "verbose_name_plural": "webhook deliveries",
            },
        ),
        migrations.RemoveConstraint("webhookdelivery", "delivery_once_per_entry"),
        migrations.RunSQL(migrations.RunSQL.noop, NOTHING_TOLD_OF_CONTENT),
    ]

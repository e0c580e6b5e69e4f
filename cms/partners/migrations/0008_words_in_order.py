"""Places of messages, found in their order; made beside those who send, so outside of a transaction.

What a break left behind, an index that PostgreSQL calls invalid, is dropped first, so it can be run again.
"""

from django.db import migrations, models

ORDER = models.Index(fields=["endpoint", "stream", "sequence"], name="delivery_in_order")
NEXT = models.Index(
    fields=["endpoint", "-stream", "sequence"], condition=models.Q(("state", "waiting")), name="delivery_next"
)
LOG = models.Index(fields=["endpoint", "-created_at", "-message_id"], name="delivery_log")
COLUMNS = {
    "delivery_in_order": "(endpoint_id, stream, sequence)",
    "delivery_next": "(endpoint_id, stream DESC, sequence) WHERE state = 'waiting'",
    "delivery_log": "(endpoint_id, created_at DESC, message_id DESC)",
    "delivery_waiting": "(endpoint_id, sequence) WHERE state = 'waiting'",
}


def made(name):
    return [*gone(name), f"CREATE INDEX CONCURRENTLY {name} ON partners_webhookdelivery {COLUMNS[name]};"]


def gone(name):
    return [f"DROP INDEX CONCURRENTLY IF EXISTS {name};"]


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("partners", "0007_words")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                *(migrations.RunSQL(made(one.name), gone(one.name)) for one in (ORDER, NEXT, LOG)),
                migrations.RunSQL(gone("delivery_waiting"), made("delivery_waiting")),
            ],
            state_operations=[
                *(migrations.AddIndex("webhookdelivery", one) for one in (ORDER, NEXT, LOG)),
                migrations.RemoveIndex("webhookdelivery", "delivery_waiting"),
            ],
        )
    ]

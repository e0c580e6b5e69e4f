"""Places of messages, found in their order; made beside those who send, so outside of a transaction."""

from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models

ORDER = models.Index(fields=["endpoint", "stream", "sequence"], name="delivery_in_order")
NEXT = models.Index(
    fields=["endpoint", "-stream", "sequence"], condition=models.Q(("state", "waiting")), name="delivery_next"
)
LOG = models.Index(fields=["endpoint", "-created_at", "-message_id"], name="delivery_log")


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("partners", "0007_words")]

    operations = [
        AddIndexConcurrently("webhookdelivery", ORDER),
        AddIndexConcurrently("webhookdelivery", NEXT),
        AddIndexConcurrently("webhookdelivery", LOG),
        RemoveIndexConcurrently("webhookdelivery", "delivery_waiting"),
    ]

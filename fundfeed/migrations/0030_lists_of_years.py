"""Lists of what comes day by day, the latest first, read a page from an index and not every row of years."""

import django.db.models.deletion
from django.db import migrations, models

FINDINGS_OF = models.ForeignKey(
    db_index=False,
    on_delete=django.db.models.deletion.CASCADE,
    related_name="findings",
    to="fundfeed.feedrun",
)


class Migration(migrations.Migration):
    dependencies = [("fundfeed", "0029_references")]

    operations = [
        migrations.AddIndex("feedrun", models.Index(fields=["-started_at"], name="run_by_start")),
        migrations.AddIndex("feedrun", models.Index(fields=["provider", "-started_at"], name="run_of_provider")),
        migrations.AddIndex("feedrun", models.Index(fields=["-finished_at"], name="run_by_end")),
        migrations.AddIndex("delivery", models.Index(fields=["-received_at"], name="delivery_by_receipt")),
        migrations.AddIndex("message", models.Index(fields=["-created_at"], name="message_by_day")),
        migrations.AddIndex("runfinding", models.Index(fields=["-run", "id"], name="finding_in_order")),
        migrations.AlterField("runfinding", "run", FINDINGS_OF),
    ]

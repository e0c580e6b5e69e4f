from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("partners", "0009_fair_turns")]

    operations = [
        migrations.AddIndex(
            "webhookdelivery", models.Index(fields=["-created_at", "-message_id"], name="delivery_by_day")
        )
    ]

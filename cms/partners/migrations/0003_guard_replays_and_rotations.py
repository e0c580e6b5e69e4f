from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("partners", "0002_guard")]

    operations = [
        migrations.AddField(
            "webhookendpoint",
            "replayed_upto",
            models.BigIntegerField(blank=True, help_text="Where the replay asked for last ends", null=True),
        ),
        migrations.AddField(
            "apikey",
            "ends_replaced",
            models.BooleanField(
                db_default=False, default=False, help_text="Its first use ends the key that it was rotated from"
            ),
        ),
    ]

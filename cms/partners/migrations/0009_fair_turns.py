from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("partners", "0008_words_in_order")]

    operations = [
        migrations.AddField(
            model_name="webhookendpoint",
            name="last_turn_at",
            field=models.DateTimeField(blank=True, help_text="When a worker last had it in hand", null=True),
        )
    ]

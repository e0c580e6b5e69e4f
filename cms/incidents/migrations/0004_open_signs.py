from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("incidents", "0003_records_stay")]

    operations = [
        migrations.AddIndex(
            "sign",
            models.Index(condition=models.Q(over_at=None), fields=["incident"], name="sign_not_over"),
        )
    ]

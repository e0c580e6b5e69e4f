"""Since when published bodies and lists are as they are, for answers that say when they changed last."""

from pathlib import Path

import django.utils.timezone
from django.db import migrations, models
from django.db.models.functions import Now

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("fundfeed", "0026_search_filters")]

    operations = [
        migrations.AddField(
            model_name="publishedfund",
            name="changed_at",
            field=models.DateTimeField(
                db_default=Now(), default=django.utils.timezone.now, help_text="Since when its body is as it is"
            ),
        ),
        migrations.AddField(
            model_name="recordstate",
            name="changed_at",
            field=models.DateTimeField(db_default=Now(), default=django.utils.timezone.now),
        ),
        migrations.RunSQL((SQL / "0027_moments.sql").read_text(), (SQL / "0027_moments_back.sql").read_text()),
    ]

import django.contrib.postgres.indexes
from django.db import migrations, models
from django.db.models.fields.json import KT


class Migration(migrations.Migration):
    dependencies = [("fundfeed", "0019_guard")]

    operations = [
        migrations.AddIndex("fund", models.Index(KT("record__manCo"), name="fund_by_company")),
        migrations.AddIndex("fund", models.Index(KT("record__leiOfManCo"), name="fund_by_company_lei")),
        migrations.AddIndex(
            "publicchange",
            django.contrib.postgres.indexes.GinIndex(fields=["kinds"], name="public_change_by_kind"),
        ),
        migrations.AddIndex(
            "documentpublication",
            django.contrib.postgres.indexes.GinIndex(fields=["languages"], name="publication_by_language"),
        ),
    ]

"""A first load writes less beside its rows: no index that nobody asks, and no body squeezed as it is stored."""

import django.db.models.deletion
from django.db import migrations, models

PROTECT = django.db.models.deletion.PROTECT
# Django makes one beside each index of a text, for `LIKE`; nobody asks for the beginning of these.
NEVER_ASKED = {
    "fundfeed_fundversion_entry_hash_d3d341f3_like": ("fundfeed_fundversion", "entry_hash"),
    "fundfeed_listedversion_fund_id_3a4aa6d5_like": ("fundfeed_listedversion", "fund_id"),
    "fundfeed_listedfund_fund_id_2dc74d51_like": ("fundfeed_listedfund", "fund_id"),
    "fundfeed_publishedfund_fund_id_85952ca3_like": ("fundfeed_publishedfund", "fund_id"),
    "fundfeed_shareclass_fund_id_cfd3097a_like": ("fundfeed_shareclass", "fund_id"),
}
# Most bodies have 2 to 4 KB, and squeezing them took a tenth of PostgreSQL's part of a first load.
WITH_BODIES = ("fundfeed_fund", "fundfeed_fundversion", "fundfeed_publishedfund")
AS_LARGE_AS_A_PAGE_TAKES = 8160


class Migration(migrations.Migration):
    dependencies = [("fundfeed", "0020_guard_indexes")]

    operations = [
        migrations.AlterField(
            "figure",
            "fund",
            models.ForeignKey("fundfeed.Fund", on_delete=PROTECT, related_name="dated_figures", db_index=False),
        ),
        migrations.AlterField(
            "figure",
            "delivery",
            models.ForeignKey("fundfeed.Delivery", on_delete=PROTECT, related_name="+", db_index=False),
        ),
        migrations.AlterField(
            "fundversion",
            "fund",
            models.ForeignKey("fundfeed.Fund", on_delete=PROTECT, related_name="versions", db_index=False),
        ),
        *(
            migrations.RunSQL(
                f"DROP INDEX IF EXISTS {name}", f"CREATE INDEX {name} ON {table} ({column} varchar_pattern_ops)"
            )
            for name, (table, column) in NEVER_ASKED.items()
        ),
        *(
            migrations.RunSQL(
                f"ALTER TABLE {table} SET (toast_tuple_target = {AS_LARGE_AS_A_PAGE_TAKES})",
                f"ALTER TABLE {table} RESET (toast_tuple_target)",
            )
            for table in WITH_BODIES
        ),
    ]

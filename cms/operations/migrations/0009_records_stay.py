"""What became of maintenance stays written."""

from django.db import migrations

from cms.audit.watching import never_remove


class Migration(migrations.Migration):
    dependencies = [("audit", "0004_words"), ("operations", "0008_upkeep")]

    operations = [never_remove("operations_maintenanceoccurrence", renamed=("window_id", "starts_at"))]

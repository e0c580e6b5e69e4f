"""A disclaimer may have to be accepted; what visitors accept is published, and who may read of it is said."""

from pathlib import Path

from django.db import migrations, models

from cms.accounts.grants import LOOK, grant
from cms.accounts.roles import AUDITOR, BUSINESS_OPERATOR, CONTENT_MANAGER, SYSTEM_ADMINISTRATOR

SQL = Path(__file__).parent / "sql"
READERS = (AUDITOR, BUSINESS_OPERATOR, CONTENT_MANAGER, SYSTEM_ADMINISTRATOR)


class Migration(migrations.Migration):
    dependencies = [("content", "0010_types"), ("accounts", "0002_roles")]

    operations = [
        migrations.AlterModelOptions("legalacceptance", {"verbose_name": "legal acceptance"}),
        migrations.AddField(
            "legalnotice",
            "must_be_accepted",
            models.BooleanField(
                db_default=False,
                default=False,
                help_text="Disclaimers only: while it is in force, readers are asked before they see a fund or a document",
                verbose_name="visitors must accept it",
            ),
        ),
        migrations.AddIndex(
            "legalacceptance", models.Index(fields=["accepted_at", "notice"], name="acceptances_by_time")
        ),
        migrations.RunSQL((SQL / "0011_payloads.sql").read_text(), (SQL / "0011_payloads_back.sql").read_text()),
        migrations.RunSQL((SQL / "0011_acceptances.sql").read_text(), (SQL / "0011_acceptances_back.sql").read_text()),
        grant("content", "legalacceptance", "legal acceptance", dict.fromkeys(READERS, LOOK)),
    ]

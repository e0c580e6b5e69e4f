"""The database itself refuses to change the ledger: plain triggers, because nothing may switch them off by a variable."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION fundfeed_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON fundfeed_fundversion
    FOR EACH ROW EXECUTE FUNCTION fundfeed_refuse_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON fundfeed_fundversion
    FOR EACH STATEMENT EXECUTE FUNCTION fundfeed_refuse_change();
"""

BACKWARD = """
DROP TRIGGER never_emptied ON fundfeed_fundversion;
DROP TRIGGER append_only ON fundfeed_fundversion;
DROP FUNCTION fundfeed_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("fundfeed", "0001_initial")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]

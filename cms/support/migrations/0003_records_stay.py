"""Requests for help stay, their words go by erasure alone, and a hand-over that was given up is told."""

from django.db import migrations, models

from cms.audit.watching import never_remove

# What was written may go once its request is erased, and not before; a line of a conversation is never another one.
KEPT = """
CREATE FUNCTION support_keep_words() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM support_supportrequest WHERE id = OLD.request_id AND erased_at IS NULL) THEN
        RAISE EXCEPTION 'support: what was written goes with the erasure of its request' USING ERRCODE = '23001';
    END IF;
    RETURN OLD;
END $$;
CREATE TRIGGER goes_by_erasure BEFORE DELETE ON support_supportmessage
    FOR EACH ROW EXECUTE FUNCTION support_keep_words();
CREATE TRIGGER never_rewritten BEFORE UPDATE ON support_supportmessage
    FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON support_supportmessage
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER goes_by_erasure BEFORE DELETE ON support_handover
    FOR EACH ROW EXECUTE FUNCTION support_keep_words();
"""
LET_GO = """
DROP TRIGGER goes_by_erasure ON support_handover;
DROP TRIGGER never_emptied ON support_supportmessage;
DROP TRIGGER never_rewritten ON support_supportmessage;
DROP TRIGGER goes_by_erasure ON support_supportmessage;
DROP FUNCTION support_keep_words();
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0004_words"), ("support", "0002_requests")]

    operations = [
        migrations.AddField("handover", "given_up_at", models.DateTimeField(null=True)),
        never_remove("support_supportrequest", renamed=("case_id",)),
        migrations.RunSQL(KEPT, LET_GO),
    ]

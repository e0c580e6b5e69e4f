"""Nobody but the person of that number is called `person-NUMBER`, whoever writes: people whose data were erased are."""

from django.db import migrations

GUARD = r"""
CREATE FUNCTION accounts_guard_name() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.username = OLD.username THEN RETURN NEW; END IF;
    IF NEW.username ~* '^person-[0-9]+$' AND (TG_OP = 'INSERT' OR NEW.username <> 'person-' || NEW.id) THEN
        RAISE EXCEPTION 'So are people called whose data were erased: %', NEW.username
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER accounts_guard_name BEFORE INSERT OR UPDATE OF username ON accounts_user
    FOR EACH ROW EXECUTE FUNCTION accounts_guard_name();
"""
BACK = """
DROP TRIGGER accounts_guard_name ON accounts_user;
DROP FUNCTION accounts_guard_name();
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0008_types")]

    operations = [migrations.RunSQL(GUARD, BACK)]

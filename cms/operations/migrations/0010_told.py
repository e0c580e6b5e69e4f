"""Status notices and maintenance windows are told to who follows the public record's words, as they are approved."""

from django.db import migrations

TELL = """
CREATE FUNCTION operations_tell() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM content_tell(
        TG_ARGV[0], CASE WHEN NOT OLD.live THEN 'published' WHEN NEW.live THEN 'changed' ELSE 'withdrawn' END,
        NEW.id::text, '', '', '', NULL, NULL
    );
    RETURN NULL;
END $$;
CREATE TRIGGER told_of_approved AFTER UPDATE ON operations_statusnotice FOR EACH ROW
    WHEN (OLD.live <> NEW.live OR NEW.live AND OLD.live_revision_id <> NEW.live_revision_id
        AND (NEW.expire_at IS NULL OR NEW.expire_at > clock_timestamp()))
    EXECUTE FUNCTION operations_tell('incident');
CREATE TRIGGER told_of_approved AFTER UPDATE ON operations_maintenancewindow FOR EACH ROW
    WHEN (OLD.live <> NEW.live OR NEW.live AND OLD.live_revision_id <> NEW.live_revision_id
        AND (NEW.expire_at IS NULL OR NEW.expire_at > clock_timestamp()))
    EXECUTE FUNCTION operations_tell('maintenance');
"""
SILENT = """
DROP TRIGGER told_of_approved ON operations_maintenancewindow;
DROP TRIGGER told_of_approved ON operations_statusnotice;
DROP FUNCTION operations_tell();
"""


class Migration(migrations.Migration):
    dependencies = [("operations", "0009_records_stay"), ("content", "0017_told")]

    operations = [migrations.RunSQL(TELL, SILENT)]

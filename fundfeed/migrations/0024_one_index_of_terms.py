"""In its collation the primary key finds beginnings by itself; Django's second index would cost as much again."""

from django.db import migrations

DROP = """
DO $$
DECLARE twin text;
BEGIN
    FOR twin IN
        SELECT indexname FROM pg_indexes WHERE tablename = 'fundfeed_termplaces' AND indexname LIKE '%\\_like'
    LOOP
        EXECUTE format('DROP INDEX %I', twin);
    END LOOP;
END
$$
"""


class Migration(migrations.Migration):
    dependencies = [("fundfeed", "0023_search_index")]

    operations = [migrations.RunSQL(DROP, migrations.RunSQL.noop)]

"""Our functions in the database find our own tables, whatever a session calls its temporary ones.

PostgreSQL looks for a table among the temporary ones first, unless told otherwise: whoever may make one could let a
trigger ask it in the place of the decisions that people took.
"""

from typing import Any

from django.db import connections
from psycopg import sql

FIXED = "pg_catalog, public, pg_temp"
OURS = """
SELECT oid::regprocedure::text FROM pg_proc
WHERE pronamespace = 'public'::regnamespace AND prokind = 'f'
    AND pg_has_role(current_user, proowner, 'USAGE')
    AND NOT EXISTS (SELECT 1 FROM pg_depend WHERE classid = 'pg_proc'::regclass AND objid = oid AND deptype = 'e')
    AND NOT EXISTS (SELECT 1 FROM unnest(proconfig) AS setting WHERE setting LIKE 'search\\_path=%%')
"""


def fix_search_paths(*, using: str = "default", **_: Any) -> None:
    """Tie every function without a search path of its own to ours; each migration may have made or replaced some."""
    with connections[using].cursor() as cursor:
        cursor.execute(OURS, [])
        for (function,) in cursor.fetchall():
            statement = sql.SQL("ALTER FUNCTION {function} SET search_path = {path}")
            cursor.execute(statement.format(function=sql.SQL(function), path=sql.SQL(FIXED)))

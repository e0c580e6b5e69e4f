"""`manage.py check --database default`: says when the product connects as a role that could undo its own guards."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Tags, register
from django.db import connections

OWNED = """
SELECT count(*) FROM pg_class JOIN pg_roles ON pg_roles.oid = relowner
WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND pg_has_role(current_user, relowner, 'MEMBER')
"""


@register(Tags.database)
def role_owns_no_table(databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """Warn when the role of web and worker owns tables, and so could switch off triggers or truncate."""
    return [_warning(owned) for name in databases or () if (owned := _owned(name))]


def _owned(name: str) -> int:
    connection = connections[name]
    if connection.settings_dict["USER"] != settings.DATABASE_ROLE:
        return 0  # the owner, at work for a migration
    with connection.cursor() as cursor:
        cursor.execute(OWNED)
        (count,) = cursor.fetchone() or (0,)
    return int(count)


def _warning(owned: int) -> CheckMessage:
    return checks.Warning(
        f"The role of DATABASE_URL owns {owned} tables: it can switch off the triggers that keep the ledger.",
        hint="Migrate as another role, named in DATABASE_OWNER_URL, and let that one own the database.",
        id="database.W001",
    )

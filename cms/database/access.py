"""What the role of web and worker may do; whoever owns the tables grants it after each migration."""

from typing import Any

from django.conf import settings
from django.db import connections, transaction
from psycopg import sql

APPEND_ONLY = "append_only"  # the name of the trigger that refuses changes also marks the table here
READ_ONLY = (
    "django_migrations",
    "audit_auditevent",  # it grows by functions of the database alone
    # who decides about what comes with the installation: nobody can change it on screen
    *("wagtailcore_workflow", "wagtailcore_workflowtask", "wagtailcore_workflowcontenttype", "wagtailcore_task"),
    *("moderation_foureyestask", "moderation_foureyestask_groups", "wagtailcore_workflowpage"),
    "fundfeed_listedtotal",  # triggers count
    "fundfeed_recordstate",  # and say that something changed
    "content_legalacceptancecount",  # a function of the database counts what was accepted long ago
    "content_formeraddress",  # a trigger writes where pages stood
    "content_contentchange",  # triggers tell what became public
    "moderation_publication",  # the guard alone says what is published
    *("wagtailcore_site", "wagtailcore_locale", "django_content_type"),
    # what a role may do, and where
    *("auth_group", "auth_permission", "auth_group_permissions", "accounts_user_user_permissions"),
    *("wagtailcore_grouppagepermission", "wagtailcore_groupcollectionpermission"),
    *("wagtailcore_collection", "wagtailcore_collectionviewrestriction"),
)

GRANTS = """
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT CONNECT, TEMPORARY ON DATABASE {database} TO {role};
GRANT USAGE ON SCHEMA public TO {role};
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role};
GRANT SELECT, USAGE ON ALL SEQUENCES IN SCHEMA public TO {role};
"""

# Some of them have their owner's rights: nobody may put one on a table of his own.
TRIGGER_FUNCTIONS = """
SELECT oid::regprocedure::text FROM pg_proc WHERE prorettype = 'trigger'::regtype
    AND pronamespace = 'public'::regnamespace AND pg_has_role(current_user, proowner, 'MEMBER')
    AND NOT EXISTS (SELECT 1 FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')
"""


def give_access(*, using: str = "default", **_: Any) -> None:
    """Grant the rows and nothing of the tables themselves; does nothing where one role owns and works."""
    connection = connections[using]
    role = settings.DATABASE_ROLE
    if not role or role == connection.settings_dict["USER"]:
        return
    names = {"role": sql.Identifier(role), "database": sql.Identifier(str(connection.settings_dict["NAME"]))}
    with transaction.atomic(using=using), connection.cursor() as cursor:
        cursor.execute(sql.SQL(GRANTS).format(**names))
        for table, rights in _withheld(cursor):
            revoke = sql.SQL("REVOKE {rights} ON TABLE {table} FROM {role}")
            cursor.execute(revoke.format(rights=sql.SQL(rights), table=sql.Identifier(table), **names))
        _keep_trigger_functions(cursor)


def _keep_trigger_functions(cursor: Any) -> None:
    cursor.execute(TRIGGER_FUNCTIONS)
    for (function,) in cursor.fetchall():
        cursor.execute(sql.SQL("REVOKE EXECUTE ON FUNCTION {function} FROM PUBLIC").format(function=sql.SQL(function)))


def _withheld(cursor: Any) -> list[tuple[str, str]]:
    """Tables with the rights that are not given on them."""
    cursor.execute(
        "SELECT relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid WHERE tgname = %s", [APPEND_ONLY]
    )
    append_only = [(table, "UPDATE, DELETE, TRUNCATE") for (table,) in cursor.fetchall()]
    cursor.execute("SELECT tablename FROM pg_tables WHERE tablename = ANY(%s)", [list(READ_ONLY)])
    return append_only + [(table, "INSERT, UPDATE, DELETE, TRUNCATE") for (table,) in cursor.fetchall()]

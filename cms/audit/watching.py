"""Which tables the audit trail copies, for migrations: `operations = [watch("app_table", action="x.*")]`."""

from collections.abc import Sequence

from django.db.migrations.operations import RunSQL

# A trigger at the end of the transaction holds the lock of the chain for a moment only, and can't deadlock with rows.
DEFERRED = "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW"


def watch(table: str, *, action: str, unkept: Sequence[str] = ()) -> RunSQL:
    """Copy each new, changed or deleted row of `table`, and those that are there already.

    A `*` in `action` becomes created, changed or deleted. Columns of `unkept` aren't copied, and a change of nothing
    else is no event.
    """
    arguments = ", ".join(f"'{value}'" for value in (action, *unkept))
    return RunSQL(
        f"""
        CREATE CONSTRAINT TRIGGER audit AFTER INSERT OR UPDATE OR DELETE ON {table}
            {DEFERRED} EXECUTE FUNCTION audit_row({arguments});
        {_take_over(table, action, unkept)}
        """,
        f"DROP TRIGGER audit ON {table}",
    )


def watch_log(table: str) -> RunSQL:
    """Copy each row of one of Wagtail's logs, and let nobody change or remove one."""
    return RunSQL(
        f"""
        CREATE CONSTRAINT TRIGGER audit AFTER INSERT ON {table} {DEFERRED} EXECUTE FUNCTION audit_log();
        SELECT audit_append(audit_of_log('{table}', to_jsonb(entry))) FROM {table} entry ORDER BY id;
        {keep(table)}
        """,  # noqa: S608 - names of tables in migrations
        f"{let_go(table)} DROP TRIGGER audit ON {table}",
    )


def watch_runs(*, unkept: Sequence[str]) -> RunSQL:
    """Copy each run of the feed once, when it has an outcome."""
    arguments = ", ".join(f"'{value}'" for value in ("feed.run.ended", *unkept))
    table = "fundfeed_feedrun"
    return RunSQL(
        f"""
        CREATE CONSTRAINT TRIGGER audit AFTER INSERT ON {table} {DEFERRED}
            WHEN (NEW.outcome <> '') EXECUTE FUNCTION audit_row({arguments});
        CREATE CONSTRAINT TRIGGER audit_ended AFTER UPDATE ON {table} {DEFERRED}
            WHEN (NEW.outcome <> OLD.outcome) EXECUTE FUNCTION audit_row({arguments});
        {_take_over(table, "feed.run.ended", unkept, condition="WHERE outcome <> ''")}
        """,
        f"DROP TRIGGER audit ON {table}; DROP TRIGGER audit_ended ON {table}",
    )


def keep(table: str) -> str:
    """The triggers that refuse whatever would change or remove a row."""
    return f"""
        CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();
        CREATE TRIGGER never_emptied BEFORE TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
    """


def let_go(table: str) -> str:
    """The way back of `keep`."""
    return f"DROP TRIGGER never_emptied ON {table}; DROP TRIGGER append_only ON {table};"


def never_remove(table: str, *, renamed: Sequence[str] = ()) -> RunSQL:
    """Let rows of `table` be changed and never removed, nor those columns changed that say which one it is."""
    before, after = (", ".join(f"{row}.{name}" for name in renamed) for row in ("OLD", "NEW"))
    stays = f"""
        CREATE TRIGGER never_renamed BEFORE UPDATE ON {table} FOR EACH ROW
            WHEN (({before}) IS DISTINCT FROM ({after})) EXECUTE FUNCTION audit_refuse_change();
    """
    goes = f"DROP TRIGGER never_renamed ON {table};"
    return RunSQL(
        f"""
        CREATE TRIGGER never_removed BEFORE DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();
        CREATE TRIGGER never_emptied BEFORE TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
        {stays if renamed else ""}
        """,
        f"{goes if renamed else ''} DROP TRIGGER never_emptied ON {table}; DROP TRIGGER never_removed ON {table};",
    )


def _take_over(table: str, action: str, unkept: Sequence[str], *, condition: str = "") -> str:
    names = ", ".join(f"'{name}'" for name in unkept)
    found = action.replace("*", "found")
    return (
        f"SELECT audit_append(audit_of_row('{table}', '{found}', NULL, to_jsonb(found) - ARRAY[{names}]::text[]))"  # noqa: S608
        f" FROM {table} found {condition} ORDER BY id;"
    )

"""Gives a moderated model's table its trigger, in the migration that makes the table.

The trigger compares what becomes public, column by column, with the revision that a second person approved, so no
other way of writing gets by. Its functions are in `migrations/sql/`.
"""

from typing import Final

from django.db import migrations

BOOKKEEPING: Final = (
    "id", "page_ptr_id", "live", "live_revision_id", "latest_revision_id", "has_unpublished_changes", "expired",
    "first_published_at", "last_published_at", "locked", "locked_at", "locked_by_id", "path", "depth", "numchild",
    "url_path", "draft_title", "latest_revision_created_at", "owner_id", "content_type_id", "locale_id",
    "translation_key", "alias_of_id",
)  # fmt: skip


def guard_snippet(table: str, *, apart: tuple[str, ...] = ()) -> migrations.RunSQL:
    """Guard the table of a moderated snippet, or that of all pages; `apart` names columns that no reader sees."""
    return _trigger(table, "moderation_guard", apart)


def guard_page(table: str) -> migrations.RunSQL:
    """Guard the table of one type of page: what it holds beside `wagtailcore_page`."""
    return _trigger(table, "moderation_guard_page", ())


def _trigger(table: str, function: str, apart: tuple[str, ...]) -> migrations.RunSQL:
    columns = "{" + ",".join((*BOOKKEEPING, *apart)) + "}"
    return migrations.RunSQL(
        f"CREATE TRIGGER four_eyes BEFORE INSERT OR UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {function}('{columns}')",
        f"DROP TRIGGER four_eyes ON {table}",
    )

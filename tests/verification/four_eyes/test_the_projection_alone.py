"""Somebody with the product's role and SQL of his own, at what the public reads: each attempt in a new transaction."""

from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError, connection, transaction
from django.db.utils import ProgrammingError

from cms.audit.models import AuditEvent
from cms.content import comparison
from cms.content.models import Banner, PublicRendition, PublishedContent
from fundfeed.models import Message
from tests.factories.content import banner, image
from tests.factories.moderation import checker, maintenance_window, publish
from tests.factories.scratch import Scratch

from .scene import what_the_public_sees

PUBLISHED = "content_publishedcontent"
OTHER_WORDS = f"UPDATE {PUBLISHED} SET payload = '{{}}', sha256 = encode(sha256('{{}}'), 'hex') WHERE kind = 'banner'"  # noqa: S608
BORROWED_TABLES = (
    "CREATE TEMPORARY TABLE moderation_publication AS SELECT pg_current_xact_id() AS transaction, now() AS began_at",
    "CREATE TEMPORARY TABLE wagtailcore_revision ON COMMIT DROP AS SELECT * FROM public.wagtailcore_revision",
    "CREATE TEMPORARY TABLE wagtailcore_taskstate ON COMMIT DROP AS SELECT * FROM public.wagtailcore_taskstate",
    'UPDATE pg_temp.wagtailcore_revision SET content = content || \'{"title": "Mine"}\'',
)


@pytest.fixture(scope="module")
def shown(committed: Scratch) -> Any:
    """A banner with an image that is public, in a database of its own."""
    with transaction.atomic():
        return publish(banner(image=image(), alternative_text="A harbour"))


def commit(*statements: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        OTHER_WORDS,
        f"UPDATE {PUBLISHED} SET shown_until = now()",  # noqa: S608
        f"UPDATE {PUBLISHED} SET key = 'mine'",  # noqa: S608
        f"DELETE FROM {PUBLISHED}",  # noqa: S608
        f'INSERT INTO {PUBLISHED} SELECT (jsonb_populate_record(p, \'{{"id": 99999, "kind": "news"}}\')).*'  # noqa: S608
        f" FROM {PUBLISHED} p WHERE kind = 'banner'",
    ],
)
def test_what_the_public_reads_is_not_written_without_a_publication(shown: Banner, statement: str) -> None:
    before = what_the_public_sees()

    with pytest.raises(IntegrityError, match="with an approval only"):
        commit(statement)

    assert what_the_public_sees() == before


def test_only_the_owner_writes_it_anew(shown: Banner) -> None:
    with pytest.raises(IntegrityError, match="with an approval only"):
        commit("SET LOCAL content.rebuilds = 'yes'", OTHER_WORDS)


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO moderation_publication VALUES (pg_current_xact_id(), now())",
        "CREATE TEMPORARY TABLE mine (id int); CREATE TRIGGER t BEFORE UPDATE ON mine"
        " FOR EACH ROW EXECUTE FUNCTION moderation_guard()",
    ],
)
def test_nobody_says_himself_that_he_publishes(shown: Banner, statement: str) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"):
        commit(statement, OTHER_WORDS)


def test_a_table_of_ones_own_with_the_name_of_ours_convinces_no_trigger(shown: Banner) -> None:
    before = what_the_public_sees()

    for forged in (OTHER_WORDS, f"UPDATE content_banner SET title = 'Mine' WHERE id = {shown.pk}"):  # noqa: S608
        with pytest.raises(IntegrityError, match="four eyes"):
            commit(*BORROWED_TABLES, forged)

    assert what_the_public_sees() == before


def test_bookkeeping_of_what_is_public_opens_nothing(shown: Banner) -> None:
    touched = f"UPDATE content_banner SET has_unpublished_changes = true WHERE id = {shown.pk}"  # noqa: S608

    with pytest.raises(IntegrityError, match="with an approval only"):
        commit(touched, OTHER_WORDS)


def test_no_other_file_gets_the_address_of_a_public_image(shown: Banner) -> None:
    size = PublicRendition.objects.order_by("pk").first()
    assert size is not None
    values = '{"id": -1, "filter_spec": "mine", "file": "mine.webp"}'
    statement = f"INSERT INTO content_publicrendition SELECT (jsonb_populate_record(r, '{values}')).*"

    with pytest.raises(IntegrityError, match="another size's address"):
        commit(f"{statement} FROM content_publicrendition r WHERE id = {size.pk}")


def test_what_the_owner_of_the_tables_changed_is_found_told_and_written_anew(committed: Scratch, shown: Banner) -> None:
    before, clean = what_the_public_sees(), comparison.check()
    committed.tamper(f"ALTER TABLE {PUBLISHED} DISABLE TRIGGER USER", OTHER_WORDS)
    committed.tamper(f"ALTER TABLE {PUBLISHED} ENABLE TRIGGER USER")

    (found,) = comparison.check()
    looked = committed.manage("rebuild_projection", "--check")
    rebuilt = committed.manage("rebuild_projection")
    looked_again = committed.manage("rebuild_projection", "--check")

    assert (clean, found.what) == ([], "isn't what was approved")
    assert AuditEvent.objects.get(action="projection.differs").actor == "The system"
    assert checker().email in Message.objects.get(thread="projection").recipients
    assert (looked.returncode, "isn't what was approved" in looked.stderr) == (1, True)
    assert rebuilt.stdout == "1 payloads changed, 0 removed.\n"
    assert (looked_again.returncode, what_the_public_sees()) == (0, before)


def test_a_missing_payload_a_stray_one_and_another_file_are_found(committed: Scratch, shown: Banner) -> None:
    size = PublicRendition.objects.order_by("pk").first()
    assert size is not None
    with default_storage.open(size.file.name, "wb") as file:
        file.write(b"other bytes")
    committed.tamper(
        f"ALTER TABLE {PUBLISHED} DISABLE TRIGGER USER",
        f"UPDATE {PUBLISHED} SET kind = 'legal' WHERE kind = 'banner'",  # noqa: S608
    )

    found = {difference.what for difference in comparison.differences()}

    assert found == {
        "is approved, and missing",
        "is public, and nothing approved says so",
        "its file is missing or another one",
    }


def test_what_is_published_is_written_in_the_same_transaction(shown: Banner) -> None:
    with transaction.atomic():
        publish(maintenance_window())
        second = publish(banner(title="Second"))

    row: Any = PublishedContent.objects.get(source_id=str(second.pk), kind="banner")
    assert row.revision_id == second.live_revision_id

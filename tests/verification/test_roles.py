"""The role with which web and worker connect can undo none of the guards; the triggers refuse its owner, too."""

import psycopg
import pytest

from tests.factories.roles import owner, product, session_as
from tests.factories.scratch import NAME
from tests.factories.site import Site

CHANGES = (
    "UPDATE fundfeed_fundversion SET pointer = ''",
    "DELETE FROM fundfeed_fundversion",
    "TRUNCATE fundfeed_fundversion",
)
ATTEMPTS = (
    *CHANGES,
    "ALTER TABLE fundfeed_fundversion DISABLE TRIGGER append_only",
    "ALTER TABLE fundfeed_fundversion OWNER TO CURRENT_USER",
    "DROP TRIGGER append_only ON fundfeed_fundversion",
    "DROP TABLE fundfeed_fundversion CASCADE",
    "CREATE OR REPLACE FUNCTION fundfeed_refuse_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
    "CREATE TRIGGER mine BEFORE INSERT ON fundfeed_fundversion EXECUTE FUNCTION fundfeed_refuse_change()",
    "TRUNCATE fundfeed_fund CASCADE",
    "DROP TABLE fundfeed_fund CASCADE",
    "SET session_replication_role = replica",
    "SET ROLE fund_repository",
    "CREATE TABLE public.mine (id int)",
    "CREATE SCHEMA mine",
    "DELETE FROM django_migrations",
)


def test_the_product_can_do_none_of_what_would_undo_its_guards(public: Site) -> None:
    refused = {attempt: refusal(product(), attempt) for attempt in ATTEMPTS}

    assert [attempt for attempt, error in refused.items() if not isinstance(error, psycopg.Error)] == []
    assert {type(error).__name__ for error in refused.values()} == {"InsufficientPrivilege"}


@pytest.mark.parametrize("change", CHANGES)
def test_the_ledger_refuses_its_owner(public: Site, change: str) -> None:
    assert "append-only" in str(refusal(owner(), change))


def test_the_product_still_works_with_rows_and_temporary_tables(public: Site) -> None:
    with session_as(product(), database=NAME) as session, session.transaction():
        session.execute("CREATE TEMPORARY TABLE staged ON COMMIT DROP AS SELECT * FROM fundfeed_fund WITH NO DATA")
        with session.cursor().copy("COPY staged (fund_id) FROM STDIN") as copy:
            copy.write_row(["DEM1"])
        session.execute("UPDATE fundfeed_fund SET name = name")
        session.execute("DELETE FROM django_session")


def refusal(who: dict[str, str], attempt: str) -> Exception | None:
    """The error with which PostgreSQL answers, None when it obeyed."""
    with session_as(who, database=NAME) as session:
        try:
            session.execute(attempt.encode())
        except psycopg.Error as error:
            return error
    return None

"""The migrated database of an earlier test run, kept in the same server for as long as no migration changes.

Two hundred migrations take half a minute of CPU, a copy takes a second. The copy is migrated again, which finds nothing
to do; so a run never sees a table that its migrations didn't make.
"""

from hashlib import sha256
from pathlib import Path
from typing import Final, LiteralString

from django.db import connections
from django.db.backends.base.creation import TEST_DATABASE_PREFIX
from psycopg import sql

from tests.factories.roles import Session, owner, session_as

ROOT: Final = Path(__file__).parents[2]
PREFIX: Final = "kept_"
# What is done once, by a migration or after all of them; the libraries' migrations change with the lock.
MADE_BY: Final = (
    *("cms/**/migrations/**/*.py", "cms/**/migrations/**/*.sql", "fundfeed/migrations/**/*.py"),
    *("fundfeed/migrations/**/*.sql", "cms/moderation/triggers.py", "cms/audit/watching.py"),
    *("cms/database/*.py", "cms/accounts/*.py"),
)
LOCK: Final = "requirements-dev.txt"


def bring_back() -> bool:
    """Copy the kept database to where the tests' database belongs; False when there is none for these migrations."""
    tests = TEST_DATABASE_PREFIX + connections["default"].settings_dict["NAME"]
    with session_as(owner(), database="postgres") as session:
        if _name() not in _kept(session):
            return False
        _run(session, "DROP DATABASE IF EXISTS {} WITH (FORCE)", tests)
        _run(session, "CREATE DATABASE {} TEMPLATE {}", tests, _name())
    return True


def keep() -> None:
    """Keep the tests' database as it is now, and none that older migrations made."""
    connections.close_all()
    tests = connections["default"].settings_dict["NAME"]
    with session_as(owner(), database="postgres") as session:
        for old in _kept(session):
            _run(session, "DROP DATABASE {}", old)
        _run(session, "CREATE DATABASE {} TEMPLATE {}", _name(), tests)


def _name() -> str:
    made_by = sorted({path for pattern in MADE_BY for path in ROOT.glob(pattern)} | {ROOT / LOCK})
    digest = sha256()
    for path in made_by:
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
    return PREFIX + digest.hexdigest()[:16]


def _kept(session: Session) -> list[str]:
    found = session.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PREFIX])
    return [str(name) for (name,) in found]


def _run(session: Session, statement: LiteralString, *names: str) -> None:
    session.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))

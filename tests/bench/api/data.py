"""Ten thousand funds through the feed, the same as one plain table for the peers, and databases with fewer and more."""

import os
import random
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from infra.deliveries import compose, write_delivery
from tests.bench.world import world

FUNDS = 10_000
ENOUGH = 12  # so many times the sample's funds, of which some are refused for their made-up ISINs
TERMS = 24
PAIRS = 2_500
PEERS = """
    CREATE TABLE peer_fund AS
    SELECT (row_number() OVER (ORDER BY fund_id))::bigint AS id, fund.name, name_zh, isins[1]::text AS isin, fund_group,
        umbrella_name, fund_id, status, authorisation_date, domicile, currency, asset_class,
        cardinality(isins) AS share_classes
    FROM fundfeed_fund AS fund JOIN fundfeed_publishedfund USING (fund_id);
    ALTER TABLE peer_fund ADD PRIMARY KEY (id);
    CREATE INDEX ON peer_fund (name, id);
    CREATE INDEX ON peer_fund USING gin (name gin_trgm_ops, name_zh gin_trgm_ops, isin gin_trgm_ops,
        fund_group gin_trgm_ops);
"""
SURPLUS = """
    DELETE FROM fundfeed_listedfund WHERE fund_id IN (SELECT fund_id FROM fundfeed_publishedfund
        ORDER BY md5(fund_id) OFFSET %(funds)s);
    DELETE FROM fundfeed_publishedfund WHERE fund_id NOT IN (SELECT fund_id FROM fundfeed_listedfund);
"""
LOOSE = """
    SELECT format('ALTER TABLE %I DROP CONSTRAINT %I', conrelid::regclass::text, conname) FROM pg_constraint
    WHERE contype = 'f' AND conrelid IN ('fundfeed_publishedfund'::regclass, 'fundfeed_listedfund'::regclass)
"""
MORE = """
    INSERT INTO fundfeed_publishedfund (fund_id, version, etag, body)
        SELECT left(fund_id, 15) || '/' || number, version, etag, body
        FROM fundfeed_publishedfund, generate_series(1, 9) AS number;
    INSERT INTO fundfeed_listedfund ({columns})
        SELECT left(fund_id, 15) || '/' || number, {others} FROM fundfeed_listedfund, generate_series(1, 9) AS number;
"""


def make(url: str, directory: Path) -> None:
    """Publish the funds in this database and give the peers theirs."""
    delivery = directory / "delivery"
    write_delivery(delivery, compose(day=1, funds=world(None, times=ENOUGH).funds, documents=[], deauthorised=[]))
    subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "tests.bench.sync", "sync_feed", str(delivery)],
        env=os.environ | {"DATABASE_URL": url},
        check=True,
        stdout=subprocess.DEVNULL,
    )
    with psycopg.connect(url, autocommit=True) as connection:
        _leave(connection, FUNDS)
        connection.execute(PEERS)
        _index(url)
        connection.execute("VACUUM ANALYZE")


def copies(url: str, owner: str) -> dict[int, str]:
    """Databases with a tenth and ten times the funds: rows of lists and bodies that were deleted or doubled."""
    found = {}
    for funds in (FUNDS // 10, FUNDS * 10):
        name = f"{urlsplit(url).path.lstrip('/')}_{funds}"
        with psycopg.connect(_at(owner, "postgres"), autocommit=True) as connection:
            made = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
            connection.execute(made.format(sql.Identifier(name), sql.Identifier(urlsplit(url).path.lstrip("/"))))
        found[funds] = _at(url, name)
        with psycopg.connect(_at(owner, name), autocommit=True) as connection:
            if funds < FUNDS:
                _leave(connection, funds)
            else:
                _multiply(connection)
            _index(found[funds])
            connection.execute("VACUUM ANALYZE")
    return found


def fund_ids(url: str) -> list[str]:
    """Some funds, in no order."""
    return [str(row[0]) for row in _rows(url, "SELECT fund_id FROM fundfeed_listedfund WHERE NOT is_withdrawn")]


def words(url: str) -> list[str]:
    """Words to search for, each as likely as it is frequent in names; always the same ones."""
    chance = random.Random(7)  # noqa: S311 - no secret
    names = [str(row[0]) for row in _rows(url, "SELECT name FROM peer_fund ORDER BY id")]
    found: dict[str, None] = {}
    while len(found) < TERMS:
        word = chance.choice(chance.choice(names).split())
        if word.isascii() and word.isalpha() and len(word) > 3:
            found[word.lower()] = None
    return list(found)


def pairs(url: str) -> list[str]:
    """Words in twos, each pair of one name and each another: more of them than a process remembers."""
    chance = random.Random(11)  # noqa: S311 - no secret
    names = [str(row[0]).lower().split() for row in _rows(url, "SELECT name FROM peer_fund ORDER BY id")]
    found: dict[str, None] = {}
    while len(found) < PAIRS:
        name = chance.choice(names)
        found[f"{chance.choice(name)} {chance.choice(name)}"] = None
    return list(found)


def middle(url: str) -> tuple[str, str]:
    """Sort name and fundId of the fund in the middle of the list."""
    ((name, fund_id),) = _rows(
        url,
        "SELECT sort_name, fund_id FROM fundfeed_listedfund WHERE NOT is_withdrawn ORDER BY sort_name, fund_id "
        "OFFSET (SELECT count(*) / 2 FROM fundfeed_listedfund WHERE NOT is_withdrawn) LIMIT 1",
    )
    return str(name), str(fund_id)


def _rows(url: str, statement: str) -> list[tuple[object, ...]]:
    with psycopg.connect(url) as connection:
        return connection.execute(statement.encode()).fetchall()


def _leave(connection: psycopg.Connection, funds: int) -> None:
    for statement in SURPLUS.strip().removesuffix(";").split(";"):
        connection.execute(statement.encode(), {"funds": funds} if "%(" in statement else None)


def _multiply(connection: psycopg.Connection) -> None:
    columns = [
        str(row[0])
        for row in connection.execute(
            "SELECT column_name FROM information_schema.columns "
            "WHERE table_name = 'fundfeed_listedfund' AND column_name <> 'fund_id' ORDER BY ordinal_position"
        )
    ]
    others = ", ".join(columns)
    for (statement,) in connection.execute(LOOSE).fetchall():
        connection.execute(statement.encode())
    connection.execute(MORE.format(columns=f"fund_id, {others}", others=others).encode())


def _index(url: str) -> None:
    """What the worker does by itself after a publication."""
    command = [sys.executable, "manage.py", "index_search"]
    subprocess.run(command, env=os.environ | {"DATABASE_URL": url}, check=True, stdout=subprocess.DEVNULL)  # noqa: S603


def _at(url: str, database: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{database}"))

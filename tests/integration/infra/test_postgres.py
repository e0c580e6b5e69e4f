"""The PostgreSQL part is a real server that keeps its data and trusts nobody without the password."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from infra.parts.part import running
from infra.parts.ports import free_ports
from infra.parts.postgres import Postgres


@pytest.fixture
def postgres(tmp_path: Path) -> Iterator[Postgres]:
    directory = tmp_path / "postgres"
    yield Postgres(directory=directory, port=free_ports(1)[0], password="it's a secret", durable=False)
    if directory.is_symlink():
        shutil.rmtree(directory.resolve())


def test_data_outlive_the_server(postgres: Postgres, tmp_path: Path) -> None:
    with running(postgres, state=tmp_path), psycopg.connect(postgres.owner_url) as connection:
        connection.execute("CREATE TABLE fund (name text)")
        connection.execute("INSERT INTO fund VALUES ('中文')")

    with running(postgres, state=tmp_path), psycopg.connect(postgres.owner_url) as connection:
        assert connection.execute("SELECT name, length(name) FROM fund").fetchall() == [("中文", 2)]


def test_the_owner_can_make_the_product_s_extensions_without_being_a_superuser(
    postgres: Postgres, tmp_path: Path
) -> None:
    with running(postgres, state=tmp_path), psycopg.connect(postgres.owner_url) as connection:
        for extension in ("pg_trgm", "unaccent", "btree_gist"):
            connection.execute(f"CREATE EXTENSION {extension}".encode())

        superuser = connection.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone()

    assert superuser == (False,)


def test_the_product_signs_in_as_a_role_that_owns_nothing(postgres: Postgres, tmp_path: Path) -> None:
    refused = pytest.raises(psycopg.errors.InsufficientPrivilege)

    with running(postgres, state=tmp_path), psycopg.connect(postgres.url) as connection, refused:
        connection.execute("CREATE TABLE fund (name text)")

    assert "secret" not in postgres.url


def test_nobody_gets_in_without_the_password(postgres: Postgres, tmp_path: Path) -> None:
    with running(postgres, state=tmp_path), pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(postgres.owner_url.replace("secret", "guess"))


def test_a_lock_file_of_a_server_that_is_gone_does_not_block_the_start(postgres: Postgres, tmp_path: Path) -> None:
    postgres.prepare()
    (postgres.home.data / "postmaster.pid").write_text(f"{os.getpid()}\n{postgres.home.data}\n")

    with running(postgres, state=tmp_path):
        assert postgres.is_ready()

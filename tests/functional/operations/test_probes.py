"""Liveness and readiness: answered by any process at any address, without a session, a redirect or a secret."""

from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import RequestFactory

from cms.operations.probes import Probes


def behind(_environ: Any, start_response: Any) -> list[bytes]:
    start_response("418 Behind", [])
    return [b"behind"]


def ask(path: str, probes: Probes | None = None) -> tuple[str, str]:
    """Status and body, as a process answers that is called by its address."""
    told: list[str] = []
    environ = RequestFactory().get(path, headers={"host": "10.1.2.3:8000"}).environ
    answer: Any = probes or Probes(behind)
    body: bytes = b"".join(answer(environ, lambda status, _headers: told.append(status)))
    return told[0], body.decode()


def test_a_process_lives_whatever_the_database_does() -> None:
    assert ask("/healthz") == ("200 OK", "ok\n")


@pytest.mark.django_db
def test_a_process_is_ready_with_its_database_and_every_migration(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cms.operations.probes.close_old_connections", lambda: None)
    ready = ask("/readyz")
    monkeypatch.setattr("cms.operations.probes._is_migrated", lambda: False)

    assert ready == ("200 OK", "ok\n")
    assert ask("/readyz") == ("503 Service Unavailable", "migrations are missing\n")


@pytest.mark.django_db
def test_a_process_without_a_database_is_not_ready_and_says_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cms.operations.probes.close_old_connections", lambda: None)
    monkeypatch.setattr(connection, "close", lambda: None)

    def away() -> None:
        raise OperationalError("connection to server at 10.0.0.1, user funds, failed")

    monkeypatch.setattr(connection, "cursor", away)

    assert ask("/readyz") == ("503 Service Unavailable", "the database doesn't answer\n")


def test_everything_else_is_left_to_those_behind() -> None:
    assert ask("/healthz/") == ("418 Behind", "behind")

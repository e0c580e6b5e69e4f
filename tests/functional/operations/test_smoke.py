"""The smoke test goes every way once: with all parts there it ends with 0, without them it says which are missing."""

import json
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import StringIO
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from django.core.management import call_command
from pytest_django.fixtures import Settings
from redis import Redis

from cms.operations.smoke import CHECKED, ORDER
from cms.operations.tasks import answer_smoke
from infra.parts.part import running
from infra.parts.ports import free_ports
from infra.parts.smtp import Smtp

pytestmark = pytest.mark.django_db
NOWHERE = "http://127.0.0.1:1"


class Always(BaseHTTPRequestHandler):
    """Answers everything, and knows nothing."""

    def do_GET(self) -> None:
        """Say yes."""
        self.server.asked.append(self.path)  # type: ignore[attr-defined] # ours
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def somebody() -> Iterator[Any]:
    """A server that answers."""
    with HTTPServer(("127.0.0.1", 0), Always) as server:
        server.asked = []  # type: ignore[attr-defined] # what it was asked for
        thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def smoke(*, patience: float) -> tuple[int, dict[str, str]]:
    printed = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("smoke", "--json", f"--patience={patience}", stdout=printed)
    told = json.loads(printed.getvalue())
    return int(str(ended.value.code)), {step["name"]: step["trouble"] for step in told["steps"]}


@contextmanager
def hand(settings: Settings) -> Iterator[None]:
    """Takes orders of the smoke test from the real broker and carries them out, as a worker does."""
    is_over = Event()

    def work() -> None:
        with Redis.from_url(settings.CELERY_BROKER_URL) as queue:
            while not is_over.is_set():
                if taken := queue.lpop("celery"):
                    order = json.loads(taken)
                    if order["headers"]["task"] == ORDER:
                        answer_smoke(*json.loads(b64decode(order["body"]))[0])
                is_over.wait(0.05)

    thread = Thread(target=work, daemon=True)
    thread.start()
    yield
    is_over.set()
    thread.join()


def test_with_every_part_there_all_of_it_works(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    others = tuple(name for name in CHECKED if name != "workers")  # whose own test has real ones
    monkeypatch.setattr("cms.operations.smoke.CHECKED", others)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    (settings.EMAIL_PORT,) = free_ports(1)
    mail = Smtp(directory=tmp_path / "mails", port=settings.EMAIL_PORT)
    with somebody() as server, running(mail, state=tmp_path), hand(settings):
        settings.PUBLIC_API_URL = settings.PUBLIC_SITE_URL = f"http://127.0.0.1:{server.server_port}"

        code, troubles = smoke(patience=60)

    assert troubles == dict.fromkeys(troubles, "")
    assert (code, len(troubles)) == (0, 12)
    assert {"/readyz", "/api/v1/funds/", "/funds", "/admin/login/"} <= set(server.asked)


def test_what_is_missing_is_named_and_the_rest_tried_all_the_same(settings: Settings) -> None:
    settings.PUBLIC_API_URL = settings.PUBLIC_SITE_URL = NOWHERE
    settings.EMAIL_BACKEND, settings.EMAIL_PORT = "django.core.mail.backends.smtp.EmailBackend", 1

    code, troubles = smoke(patience=0.2)

    fine = {name for name, trouble in troubles.items() if not trouble}
    assert code == 1
    assert fine == {"PostgreSQL", "Redis", "File store", "migrations"}
    assert troubles["mail server"].startswith("broke off: ConnectionRefusedError")
    assert troubles["an order, carried out"] == "nobody carried it out within 0.2 s"

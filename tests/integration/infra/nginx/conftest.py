"""The proxy and the back end behind it."""

from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

from infra.parts.nginx import Nginx, find_nginx
from infra.parts.part import running
from tests.integration.infra.nginx.standing import BackEnd, placed


@pytest.fixture
def back_end() -> Iterator[BackEnd]:
    server = BackEnd()
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def program(tmp_path: Path) -> str:
    found = find_nginx()
    if found is None:
        pytest.skip("no nginx: install it (apt-get install nginx-light)")
    tmp_path.chmod(0o755)
    return found


@pytest.fixture
def proxy(back_end: BackEnd, tmp_path: Path, program: str) -> Iterator[Nginx]:
    nginx = placed(Nginx, program=program, back_end=back_end, tmp_path=tmp_path)
    with running(nginx, state=tmp_path):
        yield nginx

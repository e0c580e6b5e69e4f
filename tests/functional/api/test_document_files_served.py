"""The real server sends PDFs whole and in part to a client that is not ours."""

import subprocess
from collections.abc import Iterator
from contextlib import closing
from hashlib import sha256
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from pytest_django import DjangoDbBlocker

from infra.deliveries import small_delivery, write_delivery
from infra.parts.part import running
from infra.parts.ports import free_ports
from tests.factories.scratch import scratch_database
from tests.factories.served import back_end

Asked = tuple[tuple[str, dict[str, str]], ...]


@pytest.fixture(scope="module")
def public_record() -> None:
    """The server has a database of its own."""


@pytest.fixture(autouse=True)
def untouched() -> None:
    """Nothing of this process's own database is asked for."""


@pytest.fixture(scope="module")
def served(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, bytes]]:
    """The address and the bytes of a public document, behind granian."""
    directory = tmp_path_factory.mktemp("served")
    site = directory / "site"
    write_delivery(site, small_delivery())
    with scratch_database(django_db_blocker) as scratch:
        for command in (
            ("ensure_provider", "DEMO", "--name", "Demo", "--source", str(site)),
            ("sync_feed", "--source", str(site)),
        ):
            done = scratch.manage(*command)
            assert done.returncode == 0, done.stderr
        (port,) = free_ports(1)
        url = f"http://127.0.0.1:{port}"
        with running(back_end(url, port, scratch.environment), state=directory):
            content = next(iter(sorted(site.glob("*.pdf")))).read_bytes()
            yield f"{url}/api/v1/documents/{sha256(content).hexdigest()}.pdf", content


def curl(*arguments: str, output: Path) -> str:
    """What curl says of the answer; its body is in `output`."""
    told = "%{http_code} %{size_download} %header{content-length} %header{content-range}"
    command = ("curl", "-sS", "--max-time", "30", "-o", str(output), "-w", told, *arguments)
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()  # noqa: S603


def test_curl_gets_the_file_and_its_parts(served: tuple[str, bytes], tmp_path: Path) -> None:
    address, content = served
    size, out = len(content), tmp_path / "out.pdf"

    assert curl(address, output=out) == f"200 {size} {size}"
    assert out.read_bytes() == content
    assert curl("-r", "100-199", address, output=out) == f"206 100 100 bytes 100-199/{size}"
    assert out.read_bytes() == content[100:200]
    assert curl("-r", f"{size}-", address, output=out).endswith(f"bytes */{size}")


def test_curl_goes_on_with_a_download_that_broke_off(served: tuple[str, bytes], tmp_path: Path) -> None:
    address, content = served
    out = tmp_path / "out.pdf"
    out.write_bytes(content[:1234])

    told = curl("-C", "-", address, output=out)

    assert told.startswith("206 ")
    assert out.read_bytes() == content


def test_one_connection_serves_head_part_and_whole_in_turn(served: tuple[str, bytes]) -> None:
    address, content = served
    parts = urlsplit(address)
    asked: Asked = (("HEAD", {}), ("GET", {"Range": "bytes=0-9"}), ("GET", {"If-None-Match": "*"}), ("GET", {}))

    bodies = []
    with closing(HTTPConnection(str(parts.hostname), parts.port or 80, timeout=30)) as client:
        for method, headers in asked:
            client.request(method, parts.path, headers=headers)
            response = client.getresponse()
            bodies.append((response.status, response.read()))

    assert bodies == [(200, b""), (206, content[:10]), (304, b""), (200, content)]

"""The one demo on which all tests of this folder look."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.parts.ports import free_ports
from tests.demo.running_demo import RunningDemo

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="package")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningDemo]:
    clone = tmp_path_factory.mktemp("smoke") / "clone"
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)  # noqa: S603, S607 - this repository
    names = ("BACKEND_PORT", "FRONTEND_PORT", "SFTP_PORT")
    ports = dict(zip(names, map(str, free_ports(len(names))), strict=True))
    running = RunningDemo(clone=clone, ports=ports)
    try:
        running.start()
        yield running
    finally:
        running.stop()
        running.make("clean")

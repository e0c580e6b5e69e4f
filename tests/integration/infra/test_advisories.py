"""`make advisories`: pip-audit and npm ask services that stand in for OSV and npm's registry, which no test reaches."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, ClassVar

import pytest

BULK = "/-/npm/v1/security/advisories/bulk"
OF_PILLOW = {
    "id": "GHSA-made-up",
    "summary": "made up",
    "details": "made up",
    "aliases": ["CVE-2026-0001"],
    "affected": [
        {
            "package": {"name": "pillow", "ecosystem": "PyPI"},
            "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "99.0"}]}],
        }
    ],
}
OF_ASTRO = {
    "id": 1,
    "url": "https://github.com/advisories/GHSA-also-made-up",
    "title": "made up",
    "severity": "high",
    "vulnerable_versions": "<99.0.0",
}


class Service(BaseHTTPRequestHandler):
    """Both services: what they know is `known`, and `status` is how they answer."""

    protocol_version = "HTTP/1.1"
    known: ClassVar[dict[str, Any]] = {}
    status: ClassVar[int] = 200

    def do_POST(self) -> None:
        asked = self.rfile.read(int(self.headers["Content-Length"]))
        self._answer(self.known.get("npm", {}) if self.path == BULK else self._of_python(json.loads(asked)))

    def do_GET(self) -> None:
        self.send_error(404)

    def _of_python(self, asked: dict[str, Any]) -> dict[str, Any]:
        return {"vulns": self.known.get(asked["package"]["name"], [])}

    def _answer(self, body: dict[str, Any]) -> None:
        content = json.dumps(body).encode()
        self.send_response(self.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def services(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Their address, and nothing known."""
    monkeypatch.setattr(Service, "known", {})
    monkeypatch.setattr(Service, "status", 200)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Service)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def ask(services: str, report: Path, *more: str, path: str = "") -> subprocess.CompletedProcess[str]:
    where = ("--osv-url", f"{services}/v1/query", "--npm-registry", f"{services}/", "--report", str(report), *more)
    return subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-m", "infra.advisories", *where],
        env=os.environ | {"npm_config_cache": str(report.parent / "npm")} | ({"PATH": path} if path else {}),
        capture_output=True,
        text=True,
        check=False,
    )


def test_when_nothing_is_known_the_report_says_of_how_many(services: str, tmp_path: Path) -> None:
    report = tmp_path / "new" / "advisories.json"

    run = ask(services, report)

    told = json.loads(report.read_text())
    assert (run.returncode, told["advisories"]) == (0, [])
    assert told["packages"] > 100
    assert run.stdout == f"0 known weaknesses of {told['packages']} packages\n"


def test_what_is_known_is_named_and_ends_with_one(services: str, tmp_path: Path) -> None:
    Service.known.update({"pillow": [OF_PILLOW], "npm": {"astro": [OF_ASTRO]}})

    run = ask(services, tmp_path / "advisories.json")

    python, npm = json.loads((tmp_path / "advisories.json").read_text())["advisories"]
    assert run.returncode == 1
    assert (python["package"], python["advisory"], python["mendedIn"]) == ("pillow", "CVE-2026-0001", "99.0")
    assert (npm["package"], npm["advisory"], npm["versions"]) == ("astro", "GHSA-also-made-up", "<99.0.0")
    assert "pillow" in run.stdout
    assert "astro" in run.stdout


def test_images_are_looked_into_where_they_are_named(services: str, tmp_path: Path) -> None:
    """Trivy can't be had here: a script says what it says."""
    weak = {"PkgName": "libc6", "InstalledVersion": "2.36", "VulnerabilityID": "CVE-2026-0002", "FixedVersion": "2.37"}
    said = {
        "Results": [{"Packages": [{"Name": "libc6"}], "Vulnerabilities": [weak]}, {"Packages": [{"Name": "zlib1g"}]}]
    }
    trivy = tmp_path / "trivy"
    trivy.write_text(f'#!/bin/sh\ntest "$1 $6" = "image ours:1" && echo \'{json.dumps(said)}\'\n')
    trivy.chmod(0o755)

    run = ask(services, tmp_path / "advisories.json", "--image", "ours:1", path=f"{tmp_path}:{os.environ['PATH']}")

    assert run.returncode == 1
    assert "libc6 2.36: CVE-2026-0002, mended in 2.37" in run.stdout


def test_a_scanner_that_is_not_installed_has_said_nothing(services: str, tmp_path: Path) -> None:
    run = ask(services, tmp_path / "advisories.json", "--image", "ours:1", path=str(tmp_path))

    assert run.returncode == 2
    assert "trivy is not installed" in run.stderr


def test_who_is_not_answered_writes_nothing(services: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    report = tmp_path / "advisories.json"
    report.write_text("what was told before")
    monkeypatch.setattr(Service, "status", 503)

    run = ask(services, report)

    assert (run.returncode, report.read_text()) == (2, "what was told before")
    assert "nobody could be asked about everything" in run.stderr

"""Fixtures that every folder of tests may ask for: real servers, a real browser, and no silent skips in CI."""

import os
import shutil
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from django.test.utils import setup_databases
from pytest_django import DjangoDbBlocker

from infra.parts.part import running
from infra.parts.ports import free_ports
from infra.parts.s3 import S3
from infra.parts.sftp import SftpSandbox
from infra.parts.smtp import Smtp
from tests.factories import kept
from tests.factories.rights import lend_owners_hand
from tests.factories.roles import become, owner, product

CI = os.environ.get("CI", "") not in ("", "0", "false")
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The owner makes the test database, and every test runs the product as the role that owns no table.

    It is made for whoever asks for this fixture; pytest-django's own makes none unless some test of the run asks for
    `db`. Its name is always the same: each worker of a run has a server of its own.
    """
    become(owner())
    with django_db_blocker.unblock():
        is_kept = kept.bring_back()
        setup_databases(verbosity=0, interactive=False, aliases={"default"}, serialized_aliases=(), keepdb=is_kept)
        if not is_kept:
            kept.keep()
    lend_owners_hand()
    become(product())
    yield
    become(owner())


@pytest.fixture(scope="session")
def sftp_sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SftpSandbox]:
    """The provider's SFTP site for the whole run; tests ask for `sftp_server`."""
    state = tmp_path_factory.mktemp("sftp")
    sandbox = SftpSandbox(files=state / "files", keys=state / "keys", port=free_ports(1)[0])
    with running(sandbox, state=state):
        yield sandbox


@pytest.fixture
def sftp_server(sftp_sandbox: SftpSandbox) -> SftpSandbox:
    """The provider's SFTP site, empty: put files into `sftp_server.files`."""
    for path in sftp_sandbox.files.iterdir():
        shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
    return sftp_sandbox


@pytest.fixture(scope="session")
def s3_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3]:
    """A real S3 server with one bucket for the whole run."""
    state = tmp_path_factory.mktemp("s3")
    with running(S3(directory=state / "data", port=free_ports(1)[0]), state=state) as server:
        yield server


@pytest.fixture(scope="session")
def smtp_sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Smtp]:
    """A real mail server for the whole run; tests ask for `smtp_server`."""
    state = tmp_path_factory.mktemp("smtp")
    with running(Smtp(directory=state / "messages", port=free_ports(1)[0]), state=state) as server:
        yield server


@pytest.fixture
def smtp_server(smtp_sandbox: Smtp) -> Smtp:
    """A real mail server that has received nothing yet: read `smtp_server.messages`."""
    smtp_sandbox.forget()
    return smtp_sandbox


@pytest.fixture(scope="session")
def chromium() -> Path:
    """The browser's program, from `CHROMIUM` or from the system."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, _BROWSERS)), None)
    if not found:
        pytest.skip("no Chromium: install it (apt-get install chromium) or name its program in CHROMIUM")
    return Path(found)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI a skipped test is a failed test: nothing may pass by not running."""
    report = yield
    if CI and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, and CI skips nothing: {_reason(report)}"
    return report


def _reason(report: pytest.TestReport) -> str:
    return report.longrepr[-1] if isinstance(report.longrepr, tuple) else str(report.longrepr)

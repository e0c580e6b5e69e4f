"""pytest plugin (`-p tests.parts`): real servers for the tests, and the environment that points the product at them.

It must be loaded before Django reads its settings, hence a plugin and not a conftest. In a parallel run (`-n`) each
worker comes here by itself and gets servers of its own, so that tests share nothing but the processor.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from infra.parts.part import running
from infra.parts.ports import free_ports
from infra.parts.postgres import Postgres
from infra.parts.process import end_leftovers
from infra.parts.redis import Redis
from infra.parts.tether import tether

STATE = Path(__file__).parents[1] / ".test-state"
ADDRESSES = ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL")
# What hands out tests reads settings, but asks no server.
_NOBODY = dict(zip(ADDRESSES, ("postgresql://127.0.0.1:1/none",) * 2 + ("redis://127.0.0.1:1/0",), strict=True))
_PASSWORD = "only-for-tests"
_SLOTS = 8
_servers = ExitStack()


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Start PostgreSQL and Redis unless the environment names servers to use, as a CI service does."""
    is_worker = "PYTEST_XDIST_WORKER" in os.environ
    if is_worker:
        tether(to=os.getppid())
    if os.environ.get("APP_ENV") == "demo" or is_worker:  # a worker inherits `_NOBODY`
        for name in ADDRESSES:
            os.environ.pop(name, None)  # `. .state/env` was meant for the demo, whose data tests must not touch
    if not is_worker and early_config.known_args_namespace.numprocesses:
        hand_out_only()
        return
    state = _servers.enter_context(_free_slot())
    end_leftovers(state)
    _start_servers(state)
    os.environ.update(_environment(state / "files"))
    _make_anew(state / "files")


def hand_out_only() -> None:
    """Let this process load the settings, and nothing more: its workers run the tests."""
    if named := [name for name in ADDRESSES if os.environ.get(name)]:
        raise pytest.UsageError(f"tests in parallel start servers of their own: unset {', '.join(named)}, or take -n 0")
    os.environ.update(_NOBODY | _environment(STATE / "files"))


def _start_servers(state: Path) -> None:
    postgres_port, redis_port = free_ports(2)
    if not os.environ.get("DATABASE_URL"):
        postgres = Postgres(directory=state / "postgres", port=postgres_port, password=_PASSWORD, durable=False)
        os.environ.update(_servers.enter_context(running(postgres, state=state)).environment)
    if not os.environ.get("REDIS_URL"):
        shutil.rmtree(state / "redis", ignore_errors=True)  # what the last run cached isn't true in this database
        redis = Redis(directory=state / "redis", port=redis_port, password=_PASSWORD)
        os.environ.update(_servers.enter_context(running(redis, state=state)).environment)


@pytest.hookimpl(trylast=True)
def pytest_unconfigure() -> None:
    """End what was started, also after an error; the kernel does it if this process is killed."""
    _servers.close()


@contextmanager
def _free_slot() -> Iterator[Path]:
    """A state directory of one's own for each test run that is going on in this clone."""
    for number in range(1, _SLOTS + 1):
        slot = STATE / str(number)
        slot.mkdir(parents=True, exist_ok=True)
        with (slot / "lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            yield slot
            return
    raise pytest.UsageError(f"{_SLOTS} test runs are going on in this clone: wait for one to end")


def _make_anew(files: Path) -> None:
    shutil.rmtree(files, ignore_errors=True)
    (files / "storage").mkdir(parents=True)


def _environment(files: Path) -> dict[str, str]:
    return {
        "APP_ENV": "test",
        "DJANGO_SETTINGS_MODULE": "cms.settings",
        "SECRET_KEY": "only-for-tests-and-never-anywhere-else-0123456789",
        "ALLOWED_HOSTS": "testserver,127.0.0.1,localhost",
        "PUBLIC_SITE_URL": "http://127.0.0.1:4321",
        "PUBLIC_API_URL": "http://127.0.0.1:8000",
        "ANONYMOUS_PER_MINUTE": "1000000",
        "STORAGE_URL": (files / "storage").as_uri(),
        "FEED_STAGING_DIR": str(files / "staging"),
    }

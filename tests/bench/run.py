"""`make bench`: a real PostgreSQL and Redis of their own for the measurement, and nothing else."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from infra.parts.part import running
from infra.parts.ports import free_ports
from infra.parts.postgres import Postgres
from infra.parts.redis import Redis

DATABASES = ("bench_second", "bench_third", "bench_1", "bench_10", "bench_worker", "bench_api")
SETTINGS = {
    "APP_ENV": "test",
    "DJANGO_SETTINGS_MODULE": "cms.settings",
    "SECRET_KEY": "only-for-bench",
    "ANONYMOUS_PER_MINUTE": "10000000",
    "ALLOWED_HOSTS": "127.0.0.1",
    "LOG_LEVEL": "ERROR",
}
SHARE_CLASSES = Path("../shared/data/funds_lu_ie_hk.csv")


def main() -> int:
    """Start the parts, make the feed's tables, measure."""
    with tempfile.TemporaryDirectory(dir="/var/tmp") as directory:
        state = Path(directory)
        state.chmod(0o711)
        first, second = free_ports(2)
        postgres = Postgres(directory=state / "postgres", port=first, password="only-for-bench")
        redis = Redis(directory=state / "redis", port=second, password="only-for-bench")
        with running(postgres, state=state), running(redis, state=state):
            parts = dict(postgres.environment) | dict(redis.environment)
            environment = os.environ | parts | SETTINGS | {"STORAGE_URL": (state / "storage").as_uri()}
            manage = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
            subprocess.run(manage, env=environment, check=True)  # noqa: S603 - our own command
            _copy_database(postgres.owner_url)
            csv = sys.argv[1:] or [str(SHARE_CLASSES)] * SHARE_CLASSES.exists()
            api = {"DATABASE_URL": _at(postgres.owner_url, "bench_api"), "BENCH_POSTGRES_PID": _process(state)}
            measurements: list[tuple[list[str], dict[str, str]]] = [
                (["tests.bench", *csv], {}),
                (["tests.bench.downloads"], {}),
                (["tests.bench.api"], api),
            ]
            return max(_measured(arguments, environment | more) for arguments, more in measurements)


def _measured(arguments: list[str], environment: dict[str, str]) -> int:
    return subprocess.run([sys.executable, "-m", *arguments], env=environment, check=False).returncode  # noqa: S603


def _process(state: Path) -> str:
    """The number of PostgreSQL's first process."""
    return next(state.rglob("postmaster.pid")).read_text().split()[0]


def _at(url: str, database: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{database}"))


def _copy_database(url: str) -> None:
    """More databases with the same empty tables."""
    address = urlsplit(url)
    with psycopg.connect(_at(url, "postgres"), autocommit=True) as connection:
        for name in DATABASES:
            made = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
            connection.execute(made.format(sql.Identifier(name), sql.Identifier(address.path.lstrip("/"))))


if __name__ == "__main__":
    sys.exit(main())

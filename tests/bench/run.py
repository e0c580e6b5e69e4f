"""`make bench`: a real PostgreSQL and Redis of their own for the measurement, and nothing else."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from infra.parts.part import running
from infra.parts.ports import free_ports
from infra.parts.postgres import Postgres
from infra.parts.redis import Redis

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
            environment = (
                dict(os.environ)
                | dict(postgres.environment)
                | dict(redis.environment)
                | {
                    "APP_ENV": "test",
                    "DJANGO_SETTINGS_MODULE": "cms.settings",
                    "SECRET_KEY": "only-for-bench",
                    "STORAGE_URL": (state / "storage").as_uri(),
                    "LOG_LEVEL": "ERROR",
                }
            )
            manage = [sys.executable, "manage.py", "migrate", "fundfeed", "--verbosity", "0"]
            subprocess.run(manage, env=environment, check=True)  # noqa: S603 - our own command
            csv = [str(SHARE_CLASSES)] if SHARE_CLASSES.exists() else []
            return subprocess.run([sys.executable, "-m", "tests.bench", *csv], env=environment, check=False).returncode  # noqa: S603


if __name__ == "__main__":
    sys.exit(main())

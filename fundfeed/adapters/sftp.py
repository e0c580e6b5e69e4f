"""The provider's SFTP site through paramiko."""

import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import paramiko

from ..ports import RemoteFile
from .faults import SourceUnavailable, is_safe_name
from .ssh import SftpAddress, connect

READ_SECONDS = 30.0
CHUNK = 255 * 1024  # the largest read that OpenSSH answers in one packet
WINDOW = 16  # chunks asked for at once, so that a long line stays full

paramiko.SFTPFile.MAX_REQUEST_SIZE = CHUNK


class SftpSource:
    """One SSH connection, opened at the first question and kept until `close`."""

    def __init__(self, address: SftpAddress) -> None:
        self._address = address
        self.label = address.label
        self._transport: paramiko.Transport | None = None
        self._client: paramiko.SFTPClient | None = None

    def listing(self) -> Mapping[str, RemoteFile]:
        """Regular files by name; symbolic links are not followed."""
        with _explained(f"The directory {self._address.path} on {self._address.host} can't be listed"):
            entries = self._sftp().listdir_attr(self._address.path)
        return {
            entry.filename: RemoteFile(name=entry.filename, size=entry.st_size or 0, modified=entry.st_mtime or 0)
            for entry in entries
            if stat.S_ISREG(entry.st_mode or 0) and is_safe_name(entry.filename)
        }

    def chunks(self, name: str) -> Iterator[bytes]:
        """The bytes of one file, several reads under way at a time."""
        path = f"{self._address.path.rstrip('/')}/{name}"
        trouble = f"{name} can't be fetched from {self._address.host}"
        with _explained(trouble, file=name), self._sftp().open(path, "rb") as remote:
            yield from _windows(remote, remote.stat().st_size or 0)

    def another(self) -> "SftpSource":
        """A connection of its own to the same site."""
        return SftpSource(self._address)

    def close(self) -> None:
        """Close the connection."""
        if self._transport is not None:
            self._transport.close()
        self._transport = self._client = None

    def _sftp(self) -> paramiko.SFTPClient:
        if self._client is None:
            self._transport = connect(self._address)
            client = paramiko.SFTPClient.from_transport(self._transport)
            channel = client.get_channel() if client else None
            if client is None or channel is None:
                raise SourceUnavailable.because(f"{self._address.host} offers no SFTP.")
            channel.settimeout(READ_SECONDS)
            self._client = client
        return self._client


def _windows(remote: paramiko.SFTPFile, size: int) -> Iterator[bytes]:
    """Read to `size` and no further: a file that grows meanwhile is noticed by its listing."""
    if size <= CHUNK:
        yield remote.read(size)
        return
    for start in range(0, size, WINDOW * CHUNK):
        end = min(start + WINDOW * CHUNK, size)
        yield b"".join(remote.readv([(offset, min(CHUNK, end - offset)) for offset in range(start, end, CHUNK)]))


@contextmanager
def _explained(sentence: str, *, file: str = "") -> Iterator[None]:
    """Turn every fault of the network or the site into `SourceUnavailable`."""
    try:
        yield
    except (OSError, EOFError, paramiko.SSHException) as error:
        raise SourceUnavailable.because(f"{sentence}: {str(error) or type(error).__name__}.", file=file) from error

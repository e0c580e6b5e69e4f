"""The provider's SFTP site through paramiko."""

import stat
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import NamedTuple

import paramiko

from ..ports import RemoteFile
from .faults import SourceUnavailable, is_safe_name
from .patience import Patience
from .sftp_reader import SftpReader
from .ssh import SftpAddress, connect

READ_SECONDS = 30.0


class _Session(NamedTuple):
    """SFTP on one channel: paramiko lists, and files are read past it."""

    client: paramiko.SFTPClient
    reader: SftpReader


class SftpSource:
    """One SSH connection, opened at the first question and kept until `close` or until patience runs out."""

    def __init__(
        self, address: SftpAddress, patience: Patience | None = None, sizes: Mapping[str, int] | None = None
    ) -> None:
        self._address = address
        self._patience = patience or Patience()
        self._sizes = sizes or {}
        self.label = address.label
        self._session: _Session | None = None
        self._transport: paramiko.Transport | None = None
        self._alarm: threading.Timer | None = None

    def listing(self) -> Mapping[str, RemoteFile]:
        """Regular files by name; symbolic links are not followed."""
        with self._explained(f"The directory {self._address.path} on {self._address.host} can't be listed"):
            entries = self._patience.counted(self._sftp().client.listdir_iter(self._address.path, read_aheads=1))
            listed = {
                entry.filename: RemoteFile(name=entry.filename, size=entry.st_size or 0, modified=entry.st_mtime or 0)
                for entry in entries
                if stat.S_ISREG(entry.st_mode or 0) and is_safe_name(entry.filename)
            }
        self._sizes = {file.name: file.size for file in listed.values()}
        return listed

    def chunks(self, name: str) -> Iterator[bytes]:
        """The bytes of one file, as many as it was listed with, several reads under way at a time."""
        path = f"{self._address.path.rstrip('/')}/{name}"
        trouble = f"{name} can't be fetched from {self._address.host}"
        with self._explained(trouble, file=name):
            yield from self._sftp().reader.chunks(path, self._sizes.get(name))

    def another(self) -> "SftpSource":
        """A connection of its own to the same site, with the same patience and the same listing."""
        return SftpSource(self._address, self._patience, self._sizes)

    def close(self) -> None:
        """Close the connection."""
        if self._alarm is not None:
            self._alarm.cancel()
        if self._transport is not None:
            self._transport.close()
        self._alarm = self._transport = self._session = None

    def _sftp(self) -> _Session:
        if self._session is None:
            self._patience.check()
            self._transport = connect(self._address)
            self._alarm = _alarm(self._transport, self._patience.left)
            channel = self._transport.open_session(timeout=READ_SECONDS)
            channel.settimeout(READ_SECONDS)
            channel.invoke_subsystem("sftp")
            self._session = _Session(paramiko.SFTPClient(channel), SftpReader(channel))
        return self._session

    @contextmanager
    def _explained(self, sentence: str, *, file: str = "") -> Iterator[None]:
        """Turn every fault of the network or the site into `SourceUnavailable`, and say when it was only slow."""
        try:
            yield
        except (OSError, EOFError, paramiko.SSHException, paramiko.SFTPError) as error:
            self._patience.check(file=file)
            raise SourceUnavailable.because(f"{sentence}: {str(error) or type(error).__name__}.", file=file) from error


def _alarm(transport: paramiko.Transport, seconds: float) -> threading.Timer:
    """Hang up in so many seconds: a site that sends a byte now and then is never silent for long enough."""
    alarm = threading.Timer(seconds, transport.close)
    alarm.daemon = True
    alarm.start()
    return alarm

"""A provider's SFTP site that misbehaves: real SSH with a fault in one of its answers."""

import asyncio
import itertools
import os
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import asyncssh

from infra.parts.ports import HOST, free_ports
from tests.factories.moments import PATIENCE_SECONDS

FAULTY = b"index.json"
SPARSE_BYTES = 10 * 1024**3


class Sound(asyncssh.SFTPServer):
    """Serves the files as they are; faults are subclasses."""

    async def scandir(self, path: bytes) -> AsyncIterator[asyncssh.SFTPName]:
        """The directory's names, with those that the fault adds."""
        async for name in super().scandir(path):
            yield name
        for extra in self.extra_names():
            yield _invented(extra)

    def extra_names(self) -> Iterator[bytes]:
        """Nothing more."""
        yield from ()

    @classmethod
    def offer(cls, files: Path) -> dict[str, Any]:
        """What the server offers to who has signed in."""
        return {"sftp_factory": lambda channel: cls(channel, chroot=bytes(files)), "sftp_version": 3}


def _invented(name: bytes) -> asyncssh.SFTPName:
    return asyncssh.SFTPName(name, attrs=asyncssh.SFTPAttrs(size=2, permissions=0o100644, mtime=0, atime=0))


class _OnTheIndex(Sound):
    """Knows which open file is the index."""

    def open(self, path: bytes, pflags: int, attrs: asyncssh.SFTPAttrs) -> Any:
        file = super().open(path, pflags, attrs)
        if path.endswith(FAULTY):
            self.index = file
        return file

    def sound_read(self, file: object, offset: int, size: int) -> bytes:
        read = super().read(file, offset, size)
        assert isinstance(read, bytes)
        return read

    def is_index(self, file: object) -> bool:
        return getattr(self, "index", None) is file


class Stalls(_OnTheIndex):
    """Never answers a read of the index."""

    async def read(self, file: object, offset: int, size: int) -> bytes:
        if self.is_index(file):
            await asyncio.sleep(3600)
        return self.sound_read(file, offset, size)


class Drops(_OnTheIndex):
    """Cuts the connection in the middle of the index."""

    def read(self, file: object, offset: int, size: int) -> bytes:
        if self.is_index(file):
            self.channel.get_connection().abort()
        return self.sound_read(file, offset, size)


class Truncates(_OnTheIndex):
    """Promises the whole index and ends it early."""

    def read(self, file: object, offset: int, size: int) -> bytes:
        return b"" if self.is_index(file) and offset >= 100 else self.sound_read(file, offset, min(size, 100))


class Grows(Sound):
    """The index has become larger each time that it is listed."""

    grown = 0

    async def scandir(self, path: bytes) -> AsyncIterator[asyncssh.SFTPName]:
        Grows.grown += 1
        async for name in super().scandir(path):
            if name.filename == FAULTY:
                name.attrs.size = (name.attrs.size or 0) + Grows.grown
            yield name


class GrowsWhileRead(_OnTheIndex):
    """The index gets a byte more at each of its reads."""

    def read(self, file: object, offset: int, size: int) -> bytes:
        if self.is_index(file):
            with Path(os.fsdecode(file.name)).open("ab") as index:  # type: ignore[attr-defined]
                index.write(b" ")
        return self.sound_read(file, offset, size)


class Crumbles(_OnTheIndex):
    """Never gives more than a thousand bytes at a time."""

    def read(self, file: object, offset: int, size: int) -> bytes:
        return self.sound_read(file, offset, min(size, 1000))


class Drips(_OnTheIndex):
    """Answers each read of the index with one byte, and takes its time: it is never silent, and never done."""

    async def read(self, file: object, offset: int, size: int) -> bytes:
        if not self.is_index(file):
            return self.sound_read(file, offset, size)
        await asyncio.sleep(0.1)
        return self.sound_read(file, offset, 1)


class StallsInListing(Sound):
    """Begins its list of names and never comes to the next."""

    async def scandir(self, path: bytes) -> AsyncIterator[asyncssh.SFTPName]:
        async for name in super().scandir(path):
            yield name
            await asyncio.sleep(3600)


class NeverSilentListing(Sound):
    """Lists one name after the other, slowly, without end."""

    async def scandir(self, path: bytes) -> AsyncIterator[asyncssh.SFTPName]:
        async for name in super().scandir(path):
            yield name
        for number in itertools.count():
            yield _invented(b"%064x.pdf" % number)
            await asyncio.sleep(0.01)


class _MuteSession(asyncssh.SSHServerSession[bytes]):
    def subsystem_requested(self, subsystem: str) -> bool:
        return subsystem == "sftp"


class _MuteServer(asyncssh.SSHServer):
    def session_requested(self) -> _MuteSession:
        return _MuteSession()


class Mute(Sound):
    """Lets us in, promises SFTP, and never says a word of it."""

    @classmethod
    def offer(cls, _files: Path) -> dict[str, Any]:
        return {"server_factory": _MuteServer}


class _NonsenseSession(_MuteSession):
    def connection_made(self, channel: asyncssh.SSHServerChannel[bytes]) -> None:
        channel.write(b"HTTP/1.1 200 OK\r\n\r\nThis is no site for files.")


class _NonsenseServer(asyncssh.SSHServer):
    def session_requested(self) -> _NonsenseSession:
        return _NonsenseSession()


class TalksNonsense(Sound):
    """Lets us in, promises SFTP, and says something else."""

    @classmethod
    def offer(cls, _files: Path) -> dict[str, Any]:
        return {"server_factory": _NonsenseServer, "encoding": None}


class EndlessListing(Sound):
    """Lists names as fast as it can, without end."""

    def extra_names(self) -> Iterator[bytes]:
        for number in itertools.count():
            yield b"%064x.pdf" % number


class LosesTheLastDocument(Sound):
    """Cuts the connection when the last of its documents is asked for."""

    def open(self, path: bytes, pflags: int, attrs: asyncssh.SFTPAttrs) -> Any:
        place = Path(os.fsdecode(self.map_path(path)))
        if place.name == max(file.name for file in place.parent.glob("*.pdf")):
            self.channel.get_connection().abort()
        return super().open(path, pflags, attrs)


class ClimbsOut(Sound):
    """Lists names that lead out of the directory."""

    def extra_names(self) -> Iterator[bytes]:
        yield from (b"../index.json", b"/etc/passwd", b"..", b"sub/../../index.json", b".hidden", b"a\\b", b"nul\0")


class Crowded(Sound):
    """Lists a hundred thousand names."""

    def extra_names(self) -> Iterator[bytes]:
        for number in range(100_000):
            yield b"%064x.pdf" % number


@contextmanager
def serving(kind: type[Sound], files: Path, keys: Path) -> Iterator[str]:
    """The site's address while it is served from a thread of its own."""
    port = free_ports(1)[0]
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    visits: list[asyncssh.SSHServerConnection] = []
    listening = _listen(kind, files, keys, port, visits)
    server = asyncio.run_coroutine_threadsafe(listening, loop).result(PATIENCE_SECONDS)
    try:
        yield f"sftp://provider@{HOST}:{port}/"
    finally:
        asyncio.run_coroutine_threadsafe(_close(server, visits), loop).result(PATIENCE_SECONDS)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _listen(
    kind: type[Sound], files: Path, keys: Path, port: int, visits: list[asyncssh.SSHServerConnection]
) -> asyncssh.SSHAcceptor:
    offered = kind.offer(files)
    return await asyncssh.listen(
        HOST,
        port,
        server_factory=_noting(visits, offered.pop("server_factory", asyncssh.SSHServer)),
        server_host_keys=[keys / "host_key"],
        authorized_client_keys=str(keys / "provider_key.pub"),
        **offered,
    )


def _noting(
    visits: list[asyncssh.SSHServerConnection], make: Callable[[], asyncssh.SSHServer]
) -> Callable[[], asyncssh.SSHServer]:
    """Servers as `make` makes them, whose connections are noted at once: some go before they have signed in."""

    def noted() -> asyncssh.SSHServer:
        server = make()
        begin = server.connection_made

        def connection_made(connection: asyncssh.SSHServerConnection) -> None:
            visits.append(connection)
            begin(connection)

        server.connection_made = connection_made  # type: ignore[assignment]
        return server

    return noted


async def _close(server: asyncssh.SSHAcceptor, visits: list[asyncssh.SSHServerConnection]) -> None:
    """Leave no socket behind: an open one would be a warning in whichever test runs next."""
    server.close()
    for visit in visits:
        visit.abort()
        await visit.wait_closed()
    for task in asyncio.all_tasks() - {asyncio.current_task()}:
        task.cancel()
    await asyncio.sleep(0.05)

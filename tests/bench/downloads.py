"""`python -m tests.bench.downloads`: receiving documents beside OpenSSH's own client, from the same server."""

import getpass
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import django

from infra.parts.ports import free_ports
from tests.bench.report import HEAD, Took, row, say

SSHD = "/usr/sbin/sshd"
ROUNDS = 2
MEASURED = (("2,000 of 100 KB", 2000, 100_000, 0.8), ("one of 200 MB", 1, 200_000_000, 0.6))
CONFIGURATION = """
Port {port}
ListenAddress 127.0.0.1
HostKey {keys}/host
AuthorizedKeysFile {keys}/user.pub
PidFile none
UsePAM no
StrictModes no
PasswordAuthentication no
Subsystem sftp internal-sftp
"""


def main() -> None:
    """Measure, unless there is no OpenSSH here.

    Nothing is removed before the end: a file system avoids the places of what was deleted just now, which takes time.
    """
    if not Path(SSHD).exists() or not shutil.which("sftp"):
        say("\nNo OpenSSH here: downloads aren't measured.")
        return
    django.setup()
    say(f"\nDownloads, without looking into the PDFs\n\n{HEAD}")
    with tempfile.TemporaryDirectory(dir="/var/tmp") as directory:
        for what, count, size, target in MEASURED:
            place = Path(directory) / str(count)
            names = _files(place / "site", count, size)
            with _server(place) as port:
                rounds = [(_openssh(place, port, turn), _ours(place, port, turn, names)) for turn in range(ROUNDS)]
            theirs, ours = (min(took, key=lambda one: one.seconds) for took in zip(*rounds, strict=True))
            row(f"the feed, {what}: hashed and archived durably", ours)
            row(f"`sftp -b` / the feed, {what}", theirs, ours, target)


def _files(site: Path, count: int, size: int) -> list[str]:
    site.mkdir(parents=True)
    names = []
    for _ in range(count):
        content = os.urandom(size)
        names.append(f"{sha256(content).hexdigest()}.pdf")
        (site / names[-1]).write_bytes(content)
    return names


@contextmanager
def _server(place: Path) -> Iterator[int]:
    """An OpenSSH server of our own on a free port, ended with the block."""
    keys = place / "keys"
    keys.mkdir()
    for name in ("host", "user"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", keys / name], check=True)  # noqa: S603, S607
    (port,) = free_ports(1)
    (place / "sshd_config").write_text(CONFIGURATION.format(port=port, keys=keys))
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)  # where a server that root starts shuts itself in
    server = subprocess.Popen([SSHD, "-D", "-e", "-f", place / "sshd_config"], stderr=subprocess.DEVNULL)  # noqa: S603
    try:
        _wait_for(port)
        yield port
    finally:
        server.terminate()
        server.wait()


def _wait_for(port: int) -> None:
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError("the SSH server doesn't answer")


def _openssh(place: Path, port: int, turn: int) -> Took:
    target = place / f"theirs-{turn}"
    target.mkdir()
    options = ["-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null", "-o", "LogLevel=ERROR"]
    batch = place / "batch"
    batch.write_text(f"get {place}/site/* {target}\n")
    command = ["sftp", "-q", "-b", str(batch), "-P", str(port), "-i", str(place / "keys" / "user"), *options]
    return _timed(
        lambda: subprocess.run([*command, f"{getpass.getuser()}@127.0.0.1"], check=True, stdout=subprocess.DEVNULL)  # noqa: S603
    )


def _ours(place: Path, port: int, turn: int, names: list[str]) -> Took:
    from django.core.files.storage import FileSystemStorage

    from fundfeed.adapters.archive import StorageArchive
    from fundfeed.adapters.sftp import SftpSource
    from fundfeed.adapters.ssh import SftpAddress
    from fundfeed.models import DocumentFile
    from fundfeed.ports import PdfReport
    from fundfeed.stages.documents import DocumentDesk, receive

    os.environ["BENCH_PRIVATE_KEY_FILE"] = str(place / "keys" / "user")
    url = f"sftp://{getpass.getuser()}@127.0.0.1:{port}{place}/site"
    pinned = (place / "keys" / "host.pub").read_text()
    archive = place / f"ours-{turn}"
    desk = DocumentDesk(
        source=SftpSource(SftpAddress.parse(url, host_keys=pinned, credentials="BENCH")),
        archive=StorageArchive(FileSystemStorage(archive / "kept"), archive / "staging"),
        inspect=lambda _: PdfReport(1, ""),
        connections=4,
        max_bytes=2**30,
        max_total_bytes=2**40,
        accept_weak=False,
        at=datetime.now(UTC),
        counted=lambda _number, _of: None,
    )
    received = []
    took = _timed(lambda: received.extend(receive(names, desk, lambda: None)))
    if not all(isinstance(file, DocumentFile) for file in received) or len(received) != len(names):
        raise RuntimeError("not every file was received")
    return took


def _timed(work: Callable[[], object]) -> Took:
    """By the clock, and CPU of this process and of those that it started and waited for."""
    began, spent = time.perf_counter(), sum(os.times()[:4])
    work()
    return Took(time.perf_counter() - began, sum(os.times()[:4]) - spent)


if __name__ == "__main__":
    main()

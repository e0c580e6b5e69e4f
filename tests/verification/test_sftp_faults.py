"""A site that misbehaves ends the run with its word, changes nothing public, and harms no later delivery."""

from collections.abc import Callable
from pathlib import Path

import asyncssh
import pytest

from fundfeed.adapters import sftp
from infra.deliveries import write_delivery
from infra.parts.sftp import SftpSandbox
from tests.factories.ledger import verified_entries
from tests.factories.public_answers import every_public_answer
from tests.factories.site import Site, open_site
from tests.verification import faulty_sftp
from tests.verification.days import first_day, second_day, third_day
from tests.verification.faulty_sftp import Sound, serving
from tests.verification.long_form import is_long

# A site that breaks off leaves its own sockets and files open: that is its fault, not the feed's.
pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


def nothing(files: Path) -> None:
    """The files are as they should be."""


def link(files: Path) -> None:
    """The index is a symbolic link out of the directory."""
    (files / "index.json").rename(files.parent / "elsewhere.json")
    (files / "index.json").symlink_to(files.parent / "elsewhere.json")


def sparse(files: Path) -> None:
    """The index has ten gigabytes, all of them nothing."""
    with (files / "index.json").open("r+b") as index:
        index.truncate(faulty_sftp.SPARSE_BYTES)


Row = tuple[type[Sound], Callable[[Path], None], str, str]
FAULTS: dict[str, Row] = {
    "stalls": (faulty_sftp.Stalls, nothing, "halted: incomplete", "source.unavailable"),
    "drops": (faulty_sftp.Drops, nothing, "halted: incomplete", "source.unavailable"),
    "truncates": (faulty_sftp.Truncates, nothing, "halted: incomplete", "file.growing"),
    "grows": (faulty_sftp.Grows, nothing, "halted: incomplete", "file.growing"),
    "symbolic_link": (Sound, link, "halted: incomplete", "file.missing"),
    "ten_gigabytes": (Sound, sparse, "halted: unreadable", "file.too_large"),
    "climbs_out": (faulty_sftp.ClimbsOut, nothing, "applied", ""),
    "a_hundred_thousand_names": (faulty_sftp.Crowded, nothing, "applied", ""),
}
SLOW = {"a_hundred_thousand_names"}


@pytest.fixture
def keys(tmp_path: Path) -> SftpSandbox:
    """Host key and client key of a site that isn't started."""
    sandbox = SftpSandbox(files=tmp_path / "remote", keys=tmp_path / "keys", port=1)
    sandbox.prepare()
    return sandbox


@pytest.fixture
def public(db: None, tmp_path: Path, keys: SftpSandbox, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A provider whose first day is public and whose second day lies on its site."""
    monkeypatch.setenv("FEED_SFTP_PRIVATE_KEY_FILE", str(keys.private_key_file))
    monkeypatch.setattr(sftp, "READ_SECONDS", 1.0)
    site = open_site(tmp_path / "site", monkeypatch)
    site.provider.host_keys = keys.host_key
    site.provider.save()
    site.deliver(first_day())
    assert site.sync().outcome == "applied"
    write_delivery(keys.files, second_day(site))
    return site


@pytest.mark.parametrize("name", FAULTS if is_long() else FAULTS.keys() - SLOW)
def test_a_site_that_misbehaves_harms_nothing(name: str, public: Site, keys: SftpSandbox) -> None:
    kind, spoil, ending, code = FAULTS[name]
    spoil(keys.files)
    before = every_public_answer()

    with serving(kind, keys.files, keys.keys) as address:
        report = public.sync(source=address)

    assert report.outcome == ending
    assert not code or code in report.codes
    assert (every_public_answer() == before) == (ending != "applied")
    verified_entries()
    public.deliver(third_day(public))
    assert public.sync().outcome == "applied"


def test_a_site_that_shows_another_key_is_not_trusted(public: Site, keys: SftpSandbox) -> None:
    before = every_public_answer()
    stranger = asyncssh.generate_private_key("ssh-ed25519")
    (keys.keys / "host_key").write_bytes(stranger.export_private_key())
    (keys.keys / "host_key.pub").write_bytes(stranger.export_public_key())

    with serving(Sound, keys.files, keys.keys) as address:
        report = public.sync(source=address)

    assert (report.outcome, report.codes) == ("halted: incomplete", ["source.host_key"])
    assert every_public_answer() == before

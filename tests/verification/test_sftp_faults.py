"""A site that misbehaves ends the run with its word, changes nothing public, and harms no later delivery."""

from collections.abc import Callable, Mapping
from pathlib import Path

import asyncssh
import pytest
from django.conf import LazySettings

from fundfeed.adapters import sftp
from fundfeed.models import DocumentFile
from infra.deliveries import Delivery, write_delivery
from infra.parts.sftp import SftpSandbox
from tests.factories import pdfs
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
    "mute": (faulty_sftp.Mute, nothing, "halted: incomplete", "source.unavailable"),
    "talks_nonsense": (faulty_sftp.TalksNonsense, nothing, "halted: incomplete", "source.unavailable"),
    "crumbles": (faulty_sftp.Crumbles, nothing, "applied", ""),
    "drops": (faulty_sftp.Drops, nothing, "halted: incomplete", "source.unavailable"),
    "truncates": (faulty_sftp.Truncates, nothing, "halted: incomplete", "file.growing"),
    "grows": (faulty_sftp.Grows, nothing, "halted: incomplete", "file.growing"),
    "grows_while_read": (faulty_sftp.GrowsWhileRead, nothing, "halted: incomplete", "file.growing"),
    "drips": (faulty_sftp.Drips, nothing, "halted: incomplete", "source.too_slow"),
    "stalls_in_its_listing": (faulty_sftp.StallsInListing, nothing, "halted: incomplete", "source.unavailable"),
    "lists_slowly_for_ever": (faulty_sftp.NeverSilentListing, nothing, "halted: incomplete", "source.too_slow"),
    "lists_fast_for_ever": (faulty_sftp.EndlessListing, nothing, "halted: incomplete", "source.too_many_names"),
    "symbolic_link": (Sound, link, "halted: incomplete", "file.missing"),
    "ten_gigabytes": (Sound, sparse, "halted: unreadable", "file.too_large"),
    "climbs_out": (faulty_sftp.ClimbsOut, nothing, "applied", ""),
    "a_hundred_thousand_names": (faulty_sftp.Crowded, nothing, "applied", ""),
}
LONG = {"a_hundred_thousand_names"}
SILENCE = {"stalls": 1.0, "mute": 1.0, "stalls_in_its_listing": 1.0}  # seconds until a silent site is given up
LIMITS: Mapping[str, Mapping[str, int]] = {
    "drips": {"FEED_FETCH_SECONDS": 2},
    "lists_slowly_for_ever": {"FEED_FETCH_SECONDS": 2},
    "lists_fast_for_ever": {"FEED_MAX_NAMES": 2_000},
}


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
    site = open_site(tmp_path / "site", monkeypatch)
    site.provider.host_keys = keys.host_key
    site.provider.save()
    site.deliver(first_day())
    assert site.sync().outcome == "applied"
    write_delivery(keys.files, second_day(site))
    return site


@pytest.mark.parametrize("name", FAULTS if is_long() else [name for name in FAULTS if name not in LONG])
def test_a_site_that_misbehaves_harms_nothing(
    name: str, public: Site, keys: SftpSandbox, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    kind, spoil, ending, code = FAULTS[name]
    spoil(keys.files)
    monkeypatch.setattr(sftp, "READ_SECONDS", SILENCE.get(name, sftp.READ_SECONDS))
    for setting, limit in LIMITS.get(name, {}).items():
        setattr(settings, setting, limit)
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


def with_new_documents(site: Site) -> Delivery:
    """The second day with two documents whose files are new."""
    delivery = second_day(site)
    for record, text in zip(delivery.documents["documents"], ("one", "two"), strict=True):
        content = pdfs.sound(text)
        record.update({"fileName": pdfs.file_name(content), "checksum": None, "sizeInBytes": None})
        delivery.files[record["fileName"]] = content
    return delivery


def test_what_came_before_a_site_broke_off_is_not_fetched_again(
    public: Site, keys: SftpSandbox, settings: LazySettings
) -> None:
    settings.FEED_CONNECTIONS = 1
    before = every_public_answer()
    delivery = with_new_documents(public)
    for old in keys.files.glob("*.pdf"):
        old.unlink()
    write_delivery(keys.files, delivery)
    first, last = sorted(path.name for path in keys.files.glob("*.pdf") if path.name in named_in(delivery))

    with serving(faulty_sftp.LosesTheLastDocument, keys.files, keys.keys) as address:
        report = public.sync(source=address)

    assert (report.outcome, report.codes[-1]) == ("halted: incomplete", "source.unavailable")
    assert every_public_answer() == before
    assert DocumentFile.objects.filter(file_name=first).exists()
    assert not DocumentFile.objects.filter(file_name=last).exists()
    with serving(Sound, keys.files, keys.keys) as address:
        assert public.sync(source=address).outcome == "applied"
    assert DocumentFile.objects.filter(file_name=last).exists()


def test_more_new_documents_than_one_run_may_bring_are_not_fetched(public: Site, settings: LazySettings) -> None:
    settings.FEED_MAX_FETCH_BYTES = 100
    before = every_public_answer()
    delivery = with_new_documents(public)
    public.deliver(delivery)

    report = public.sync()

    assert (report.outcome, report.codes[-1]) == ("halted: unreadable", "documents.too_much")
    assert every_public_answer() == before
    assert not DocumentFile.objects.filter(file_name__in=named_in(delivery)).exists()


def test_a_document_of_ten_gigabytes_is_held_and_the_other_one_comes(public: Site, keys: SftpSandbox) -> None:
    delivery = with_new_documents(public)
    write_delivery(keys.files, delivery)
    sparse_one, other = sorted(named_in(delivery))
    with (keys.files / sparse_one).open("r+b") as document:
        document.truncate(faulty_sftp.SPARSE_BYTES)

    with serving(Sound, keys.files, keys.keys) as address:
        report = public.sync(source=address)

    assert report.outcome == "applied"
    assert report.finding("document.too_large")["file"] == sparse_one
    assert list(DocumentFile.objects.filter(file_name__in=named_in(delivery)).values_list("file_name")) == [(other,)]


def named_in(delivery: Delivery) -> set[str]:
    return {record["fileName"] for record in delivery.documents["documents"]}

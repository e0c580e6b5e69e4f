"""The same command against the provider's real SFTP site."""

import shutil
from pathlib import Path

import asyncssh
import pytest

from fundfeed.services import ensure_provider
from infra.deliveries import small_delivery, write_check, write_delivery
from infra.parts.ports import free_ports
from infra.parts.sftp import SftpSandbox
from tests.factories.public_answers import every_public_answer, fund_ids
from tests.factories.site import Site


@pytest.fixture
def remote(site: Site, sftp_server: SftpSandbox, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A provider with an SFTP site, where its first delivery lies."""
    monkeypatch.setenv("FEED_SFTP_PRIVATE_KEY_FILE", str(sftp_server.private_key_file))
    pin(site, sftp_server.host_key)
    site.directory = sftp_server.files
    site.deliver(small_delivery())
    return site


def pin(site: Site, host_key: str) -> None:
    site.provider = ensure_provider(
        code=site.provider.code, name="Demo", source_url=site.provider.source_url, host_keys=host_key
    )


def test_a_delivery_is_fetched_over_sftp_and_published(remote: Site, sftp_server: SftpSandbox) -> None:
    report = remote.sync(source=sftp_server.url)

    assert (report.exit_code, report.outcome, report.findings) == (0, "applied", [])
    assert len(fund_ids()) == 3


def test_the_provider_s_own_address_is_used_unless_told(remote: Site, sftp_server: SftpSandbox) -> None:
    remote.provider = ensure_provider(
        code="DEMO", name="Demo", source_url=sftp_server.url, host_keys=sftp_server.host_key
    )

    assert remote.sync(from_its_own_source=True).outcome == "applied"


def test_both_ways_of_delivery_publish_the_same(remote: Site, sftp_server: SftpSandbox, tmp_path: Path) -> None:
    remote.sync(source=sftp_server.url)
    before = every_public_answer()
    copy = tmp_path / "copy"
    shutil.copytree(sftp_server.files, copy)

    assert remote.sync(source=str(copy)).outcome == "unchanged"
    assert every_public_answer() == before


def test_broken_bytes_over_sftp_change_nothing_public(remote: Site, sftp_server: SftpSandbox) -> None:
    remote.sync(source=sftp_server.url)
    before = every_public_answer()
    write_delivery(sftp_server.files, remote.next_day())
    (sftp_server.files / "index.json").write_bytes(b"{")
    write_check(sftp_server.files / "index.json")

    report = remote.sync(source=sftp_server.url)

    assert (report.exit_code, report.outcome) == (20, "halted: unreadable")
    assert every_public_answer() == before


def wrong_host_key(site: Site, server: SftpSandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    pin(site, asyncssh.generate_private_key("ssh-ed25519").export_public_key().decode())
    return server.url


def wrong_key(site: Site, server: SftpSandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    key = tmp_path / "key"
    key.write_bytes(asyncssh.generate_private_key("ssh-ed25519").export_private_key())
    monkeypatch.setenv("FEED_SFTP_PRIVATE_KEY_FILE", str(key))
    return server.url


def server_down(site: Site, server: SftpSandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    return server.url.replace(str(server.port), str(free_ports(1)[0]))


TROUBLES = {
    "source.host_key": wrong_host_key,
    "source.authentication": wrong_key,
    "source.network": server_down,
}


@pytest.mark.parametrize("code", TROUBLES)
def test_a_site_that_can_t_be_entered_is_a_clear_finding(
    remote: Site, sftp_server: SftpSandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    remote.sync(source=sftp_server.url)
    before = every_public_answer()

    report = remote.sync(source=TROUBLES[code](remote, sftp_server, tmp_path, monkeypatch))

    assert (report.exit_code, report.content["outcome"]) == (10, "halted")
    assert report.codes == [code]
    assert every_public_answer() == before

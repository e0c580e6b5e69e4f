"""The provider's site through real SSH: what is fetched, what is left out, and how each refusal is named."""

from contextlib import closing
from pathlib import Path

import asyncssh
import pytest

from fundfeed.adapters.credentials import Credentials
from fundfeed.adapters.faults import SourceUnavailable
from fundfeed.adapters.sftp import SftpSource
from fundfeed.adapters.sftp_reader import CHUNK, WINDOW
from fundfeed.adapters.ssh import SftpAddress
from infra.parts.ports import free_ports
from infra.parts.sftp import SftpSandbox


@pytest.fixture
def address(sftp_server: SftpSandbox, monkeypatch: pytest.MonkeyPatch) -> SftpAddress:
    monkeypatch.setenv("FEED_SFTP_PRIVATE_KEY_FILE", str(sftp_server.private_key_file))
    return SftpAddress.parse(sftp_server.url, host_keys=sftp_server.host_key, credentials="FEED_SFTP")


def with_changes(address: SftpAddress, **changes: object) -> SftpAddress:
    names = ("host", "port", "user", "path", "host_keys", "credentials")
    return SftpAddress(**({name: getattr(address, name) for name in names} | changes))


def listing(address: SftpAddress) -> dict[str, int]:
    source = SftpSource(address)
    try:
        return {name: file.size for name, file in source.listing().items()}
    finally:
        source.close()


def refusal(address: SftpAddress) -> str:
    with pytest.raises(SourceUnavailable) as caught:
        listing(address)
    (finding,) = caught.value.findings
    assert finding.message
    return finding.code


def test_regular_files_are_listed_with_their_size(sftp_server: SftpSandbox, address: SftpAddress) -> None:
    (sftp_server.files / "index.json").write_bytes(b"{}")
    (sftp_server.files / "empty.pdf").touch()

    assert listing(address) == {"index.json": 2, "empty.pdf": 0}


def test_links_directories_and_hidden_files_are_left_out(sftp_server: SftpSandbox, address: SftpAddress) -> None:
    (sftp_server.files / "elsewhere").mkdir()
    (sftp_server.files / ".hidden").touch()
    (sftp_server.files / "link.json").symlink_to("/etc/passwd")
    (sftp_server.files / "back\\slash").touch()

    assert listing(address) == {}


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, WINDOW * CHUNK + 1])
def test_a_file_of_any_size_arrives_byte_for_byte(sftp_server: SftpSandbox, address: SftpAddress, size: int) -> None:
    content = (bytes(range(251)) * (size // 251 + 1))[:size]
    (sftp_server.files / "file.pdf").write_bytes(content)
    source = SftpSource(address)

    before_it_is_listed = b"".join(source.chunks("file.pdf"))
    source.listing()
    received = b"".join(source.chunks("file.pdf"))
    source.close()

    assert before_it_is_listed == received == content


def test_a_file_that_is_left_half_read_is_in_nobodys_way(sftp_server: SftpSandbox, address: SftpAddress) -> None:
    (sftp_server.files / "large.pdf").write_bytes(bytes(2 * WINDOW * CHUNK))
    (sftp_server.files / "small.pdf").write_bytes(b"small")

    with closing(SftpSource(address)) as source:
        assert next(source.chunks("large.pdf"))
        assert b"".join(source.chunks("small.pdf")) == b"small"
        assert set(source.listing()) == {"large.pdf", "small.pdf"}


def test_a_second_connection_reads_the_same_site(sftp_server: SftpSandbox, address: SftpAddress) -> None:
    (sftp_server.files / "index.json").write_bytes(b"{}")
    first = SftpSource(address)
    second = first.another()

    assert first.listing() == second.listing()
    first.close()
    second.close()


def test_a_file_that_vanished_is_named(address: SftpAddress) -> None:
    source = SftpSource(address)

    with pytest.raises(SourceUnavailable) as caught:
        list(source.chunks("gone.pdf"))
    source.close()

    assert caught.value.findings[0].file == "gone.pdf"


def test_a_host_key_that_is_not_pinned_is_refused_before_anything_secret_is_sent(address: SftpAddress) -> None:
    stranger = asyncssh.generate_private_key("ssh-ed25519").export_public_key().decode()

    assert refusal(with_changes(address, host_keys=(stranger,))) == "source.host_key"


def test_without_a_pinned_key_nobody_is_trusted(address: SftpAddress) -> None:
    assert refusal(with_changes(address, host_keys=())) == "source.host_key"


def test_either_of_two_pinned_keys_will_do_during_a_rotation(address: SftpAddress) -> None:
    stranger = asyncssh.generate_private_key("ssh-ed25519").export_public_key().decode().strip()

    assert listing(with_changes(address, host_keys=(stranger, *address.host_keys))) == {}


def test_a_key_that_the_site_does_not_know_is_refused(address: SftpAddress, tmp_path: Path) -> None:
    key = tmp_path / "key"
    key.write_bytes(asyncssh.generate_private_key("ssh-ed25519").export_private_key())

    assert refusal(with_changes(address, credentials=Credentials(private_key_file=str(key)))) == "source.authentication"


@pytest.mark.parametrize("content", [b"", b"not a key", b"\xff\xfe\x00"], ids=["empty", "text", "bytes"])
def test_a_key_file_that_holds_no_key_is_refused(address: SftpAddress, tmp_path: Path, content: bytes) -> None:
    key = tmp_path / "key"
    key.write_bytes(content)

    assert refusal(with_changes(address, credentials=Credentials(private_key_file=str(key)))) == "source.authentication"


def test_a_key_file_that_is_not_there_is_refused(address: SftpAddress, tmp_path: Path) -> None:
    assert (
        refusal(with_changes(address, credentials=Credentials(private_key_file=str(tmp_path / "nowhere"))))
        == "source.authentication"
    )


def test_another_user_and_a_password_are_refused(address: SftpAddress) -> None:
    assert refusal(with_changes(address, user="stranger")) == "source.authentication"
    assert refusal(with_changes(address, credentials=Credentials(password="guessed"))) == "source.authentication"


def test_a_site_that_is_down_is_a_fault_of_the_network(address: SftpAddress) -> None:
    assert refusal(with_changes(address, port=free_ports(1)[0])) == "source.network"


def test_a_directory_that_is_not_there_is_named(address: SftpAddress) -> None:
    assert refusal(with_changes(address, path="/nowhere")) == "source.unavailable"


def test_the_label_keeps_the_secrets() -> None:
    address = SftpAddress.parse("sftp://me:secret@127.0.0.1:2022/drop", host_keys="", credentials="NOBODY")

    assert address.label == "sftp://me@127.0.0.1:2022/drop"
    assert address.credentials.password == "secret"


def test_a_password_s_file_that_is_not_there_is_refused(address: SftpAddress, tmp_path: Path) -> None:
    absent = Credentials(password_file=str(tmp_path / "nowhere"))

    assert refusal(with_changes(address, credentials=absent)) == "source.authentication"


def test_a_key_may_stand_in_the_environment_itself(sftp_server: SftpSandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_PRIVATE_KEY", sftp_server.private_key_file.read_text())
    address = SftpAddress.parse(sftp_server.url, host_keys=sftp_server.host_key, credentials="SITE")

    with closing(SftpSource(address)) as source:
        assert source.listing() == {}


def test_a_key_in_the_environment_that_is_none_is_refused(address: SftpAddress) -> None:
    assert refusal(with_changes(address, credentials=Credentials(private_key="no key"))) == "source.authentication"

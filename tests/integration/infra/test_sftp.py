"""The provider's sandbox serves one directory over real SSH, to one key, for reading."""

import stat
from collections.abc import Iterator
from contextlib import contextmanager

import paramiko
import pytest

from infra.parts.sftp import SftpSandbox
from tests.factories.moments import PATIENCE_SECONDS


def test_the_provider_user_reads_what_lies_in_the_directory(sftp_server: SftpSandbox) -> None:
    (sftp_server.files / "index.json").write_bytes(b"{}")

    with _signed_in(sftp_server) as sftp:
        names, content = sftp.listdir("/"), sftp.open("/index.json").read()

    assert (names, content) == (["index.json"], b"{}")


def test_the_server_shows_the_host_key_that_clients_pin(sftp_server: SftpSandbox) -> None:
    transport = paramiko.Transport(("127.0.0.1", sftp_server.port))
    transport.start_client(timeout=PATIENCE_SECONDS)

    key = transport.get_remote_server_key()
    transport.close()

    assert f"{key.get_name()} {key.get_base64()}" == sftp_server.host_key


def test_keys_are_made_once_and_readable_by_their_owner_alone(sftp_server: SftpSandbox) -> None:
    before = sftp_server.host_key, sftp_server.private_key_file.read_bytes()

    sftp_server.prepare()

    assert (sftp_server.host_key, sftp_server.private_key_file.read_bytes()) == before
    assert stat.S_IMODE(sftp_server.private_key_file.stat().st_mode) == 0o600


def test_nothing_can_be_written_renamed_or_removed(sftp_server: SftpSandbox) -> None:
    (sftp_server.files / "index.json").write_bytes(b"{}")

    with _signed_in(sftp_server) as sftp:
        for change in (
            lambda: sftp.open("/new.json", "w"),
            lambda: sftp.open("/index.json", "a"),
            lambda: sftp.remove("/index.json"),
            lambda: sftp.rename("/index.json", "/other.json"),
            lambda: sftp.mkdir("/directory"),
            lambda: sftp.chmod("/index.json", 0o777),
            lambda: sftp.symlink("/etc/passwd", "/link"),
        ):
            with pytest.raises(PermissionError):
                change()

    assert [path.name for path in sftp_server.files.iterdir()] == ["index.json"]


def test_nothing_outside_the_directory_can_be_read(sftp_server: SftpSandbox) -> None:
    outside = sftp_server.files.parent / "secret.txt"
    outside.write_text("secret")

    with _signed_in(sftp_server) as sftp, pytest.raises(FileNotFoundError):
        sftp.open("/../secret.txt")


def test_there_is_no_shell(sftp_server: SftpSandbox) -> None:
    transport = _transport(sftp_server, user="provider")
    channel = transport.open_session()

    with pytest.raises(paramiko.SSHException):
        channel.exec_command("id")

    transport.close()


def test_another_user_with_the_same_key_is_refused(sftp_server: SftpSandbox) -> None:
    with pytest.raises(paramiko.AuthenticationException):
        _transport(sftp_server, user="root")


def _transport(server: SftpSandbox, *, user: str) -> paramiko.Transport:
    transport = paramiko.Transport(("127.0.0.1", server.port))
    key = paramiko.Ed25519Key.from_private_key_file(str(server.private_key_file))
    try:
        transport.connect(username=user, pkey=key)
    except paramiko.SSHException:
        transport.close()
        raise
    return transport


@contextmanager
def _signed_in(server: SftpSandbox) -> Iterator[paramiko.SFTPClient]:
    transport = _transport(server, user="provider")
    try:
        client = paramiko.SFTPClient.from_transport(transport)
        assert client is not None
        with client:
            yield client
    finally:
        transport.close()

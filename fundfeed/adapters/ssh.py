"""One SSH connection: the host key is compared with the pinned ones before anything secret is sent."""

import socket
from io import StringIO
from typing import Self
from urllib.parse import unquote, urlsplit

import paramiko
from msgspec import Struct

from .credentials import Credentials, credentials_for
from .faults import SourceUnavailable

CONNECT_SECONDS = 10.0
KEEPALIVE_SECONDS = 15
KEY_TYPES = (paramiko.Ed25519Key, paramiko.ECDSAKey, paramiko.RSAKey)
FAST_CIPHERS = ("aes128-gcm@openssh.com", "aes256-gcm@openssh.com")


class SftpAddress(Struct, frozen=True):
    """Where to go and how to prove who we are; secrets come from the environment only."""

    host: str
    port: int
    user: str
    path: str
    host_keys: tuple[str, ...]
    credentials: Credentials

    @classmethod
    def parse(cls, url: str, *, host_keys: str, credentials: str, code: str = "") -> Self:
        """Read `sftp://user@host:port/path`; the environment holds the secrets, see `credentials_for`."""
        parts = urlsplit(url)
        stated = credentials_for(code, prefix=credentials)
        return cls(
            host=parts.hostname or "",
            port=parts.port or 22,
            user=unquote(parts.username or ""),
            path=unquote(parts.path) or "/",
            host_keys=tuple(line.strip() for line in host_keys.splitlines() if line.strip()),
            credentials=stated if stated != Credentials() else Credentials(password=unquote(parts.password or "")),
        )

    @property
    def label(self) -> str:
        """The address without its secrets."""
        return f"sftp://{self.user}@{self.host}:{self.port}{self.path}"


def connect(address: SftpAddress) -> paramiko.Transport:
    """An authenticated connection; raises `SourceUnavailable` and leaves nothing open when that fails."""
    place = f"{address.host}:{address.port}"
    try:
        connection = socket.create_connection((address.host, address.port), timeout=CONNECT_SECONDS)
    except OSError as error:
        raise SourceUnavailable.because(f"{place} can't be reached: {error}.", code="source.network") from error
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    transport = paramiko.Transport(connection, default_window_size=2**25, default_max_packet_size=2**18)
    try:
        _shake_hands(transport, place, address)
        _sign_in(transport, place, address)
    except BaseException:
        transport.close()
        raise
    transport.set_keepalive(KEEPALIVE_SECONDS)
    return transport


def _shake_hands(transport: paramiko.Transport, place: str, address: SftpAddress) -> None:
    options = transport.get_security_options()
    options.ciphers = (*FAST_CIPHERS, *(cipher for cipher in options.ciphers if cipher not in FAST_CIPHERS))
    try:
        transport.start_client(timeout=CONNECT_SECONDS)
    except (OSError, EOFError, paramiko.SSHException) as error:
        raise SourceUnavailable.because(f"{place} doesn't speak SSH: {error}.", code="source.network") from error
    key = transport.get_remote_server_key()
    offered = f"{key.get_name()} {key.get_base64()}"
    if offered not in {" ".join(pinned.split()[:2]) for pinned in address.host_keys}:
        raise SourceUnavailable.because(
            f"{place} shows a host key that is not pinned for this provider ({key.fingerprint}).",
            code="source.host_key",
        )


def _sign_in(transport: paramiko.Transport, place: str, address: SftpAddress) -> None:
    try:
        if key := _key(address.credentials):
            transport.auth_publickey(address.user, key)
        else:
            transport.auth_password(address.user, address.credentials.secret())
    except (OSError, ValueError, paramiko.SSHException) as error:
        raise SourceUnavailable.because(
            f"{place} refuses to let {address.user} in: {error}.", code="source.authentication"
        ) from error


def _key(credentials: Credentials) -> paramiko.PKey | None:
    if credentials.private_key_file and not credentials.private_key:
        return paramiko.PKey.from_path(credentials.private_key_file)
    for kind in KEY_TYPES if credentials.private_key else ():
        try:
            return kind.from_private_key(StringIO(credentials.private_key))
        except paramiko.SSHException:
            continue
    if credentials.private_key:
        raise paramiko.SSHException("the private key in the environment can't be read")
    return None

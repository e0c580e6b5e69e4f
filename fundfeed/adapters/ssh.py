"""One SSH connection: the host key is compared with the pinned ones before anything secret is sent."""

import os
import socket
from typing import Self
from urllib.parse import unquote, urlsplit

import paramiko
from msgspec import Struct

from .faults import SourceUnavailable

CONNECT_SECONDS = 10.0
KEEPALIVE_SECONDS = 15
FAST_CIPHERS = ("aes128-gcm@openssh.com", "aes256-gcm@openssh.com")


class SftpAddress(Struct, frozen=True):
    """Where to go and how to prove who we are; secrets come from the environment only."""

    host: str
    port: int
    user: str
    path: str
    host_keys: tuple[str, ...]
    private_key_file: str = ""
    password: str = ""

    @classmethod
    def parse(cls, url: str, *, host_keys: str, credentials: str) -> Self:
        """Read `sftp://user@host:port/path`; `credentials` prefixes the environment variables that hold the secrets."""
        parts = urlsplit(url)
        return cls(
            host=parts.hostname or "",
            port=parts.port or 22,
            user=unquote(parts.username or ""),
            path=unquote(parts.path) or "/",
            host_keys=tuple(line.strip() for line in host_keys.splitlines() if line.strip()),
            private_key_file=os.environ.get(f"{credentials}_PRIVATE_KEY_FILE", ""),
            password=os.environ.get(f"{credentials}_PASSWORD", "") or unquote(parts.password or ""),
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
        if address.private_key_file:
            transport.auth_publickey(address.user, paramiko.PKey.from_path(address.private_key_file))
        else:
            transport.auth_password(address.user, address.password)
    except (OSError, ValueError, paramiko.SSHException) as error:
        raise SourceUnavailable.because(
            f"{place} refuses to let {address.user} in: {error}.", code="source.authentication"
        ) from error

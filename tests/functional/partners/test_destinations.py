"""Webhooks go to public hosts over https, to the address that was checked, and nobody can make them wait or read."""

import socket
import ssl
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pytest_django.fixtures import Settings

from cms.partners.destinations import Destination, UnsafeDestinationError, destination, is_public, parsed
from cms.partners.posting import LONGEST_HEAD, UndeliveredError, post
from tests.factories.receivers import LOCAL, misbehaving, receiving

INNER = [
    *("127.0.0.1", "127.8.8.8", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1"),
    *("224.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "240.0.0.1"),
    *("::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12:3456::1", "ff02::1", "2001:db8::1"),
    "0." * 3 + "0",
    *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1", "64:ff9b::7f00:1"),
    *("64:ff9b::a9fe:a9fe", "2002:7f00:1::", "2002:a00:1::", "2001:0:7f00:1::", "", "localhost", "0x7f000001"),
    *("fec0::1", "64:ff9b:1::a00:1", "::ffff:0:10.0.0.1", "2606:4700::5efe:a00:1", "3fff::1", "5f00::1"),
    *("192.0.0.192", "168.63.129.16", "192.88.99.1"),
]  # fmt: skip
ENOUGH = 60.0  # seconds; what goes wrong here is told at once


@pytest.mark.parametrize("address", INNER)
def test_what_is_not_anybody_s_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["1.1.1.1", "93.184.215.14", "2606:4700::1111", "64:ff9b::101:101"])
def test_what_is_on_the_internet_is_public(address: str) -> None:
    assert is_public(address)


REFUSED = [
    ("http://hooks.example/", "Only https"),
    ("ftp://hooks.example/", "Only https"),
    ("https:///path", "has a host"),
    ("https://user@hooks.example/", "no user name"),
    ("https://user:secret@hooks.example/", "no user name"),
    ("https://hooks.example/#part", "fragment"),
    ("https://hooks.example:8443/", "Only port 443"),
    ("https://hooks.example:99999/", "no address"),
    ("https://hooks.example/a\r\nX-Evil: 1", "control"),
    ("https://hooks.example/a b", "spaces"),
    ("https://höoks.example/", "ASCII"),
]


@pytest.mark.parametrize(("url", "why"), REFUSED)
def test_an_address_of_the_wrong_form_is_refused(settings: Settings, url: str, why: str) -> None:
    settings.WEBHOOKS_ON_THIS_MACHINE = False

    with pytest.raises(UnsafeDestinationError, match=why):
        parsed(url)


@pytest.mark.parametrize(
    "host", ["localhost", "127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "0177.0.0.1", "127.1", "0"]
)
def test_a_name_that_leads_to_this_machine_is_refused_however_it_is_written(settings: Settings, host: str) -> None:
    settings.WEBHOOKS_ON_THIS_MACHINE = False

    with pytest.raises(UnsafeDestinationError, match=r"isn't public|has no address"):
        destination(f"https://{host}/hook")


def test_what_was_checked_is_what_is_connected_to(settings: Settings) -> None:
    """The name is looked up once: an answer that changes afterwards leads nowhere else."""
    settings.WEBHOOKS_ON_THIS_MACHINE = True
    with receiving() as receiver:
        checked = destination(receiver.url)
        elsewhere = checked._replace(host="rebound.invalid")

        status = post(elsewhere, body=b"{}", headers={}, patience=ENOUGH)

    assert status == 204
    assert receiver.messages[0].headers["host"] == f"rebound.invalid:{checked.port}"


def local(port: int) -> Destination:
    return Destination(LOCAL, port, LOCAL, "/", is_tls=False)


def test_a_redirection_is_an_answer_and_nothing_to_follow(settings: Settings) -> None:
    settings.WEBHOOKS_ON_THIS_MACHINE = True
    with receiving() as inner, receiving() as receiver:
        receiver.status, receiver.answer_headers = 307, {"Location": inner.url}

        status = post(destination(receiver.url), body=b"{}", headers={}, patience=ENOUGH)

    assert status == 307
    assert inner.messages == []


def dripping(channel: socket.socket, over: threading.Event) -> None:
    """A byte now and then, for ever."""
    channel.recv(65536)
    channel.sendall(b"HTTP/1.1 200 OK\r\nX-Drip: ")
    while not over.wait(0.05):
        channel.sendall(b"a")


def silent(channel: socket.socket, over: threading.Event) -> None:
    """Takes everything and says nothing."""
    channel.recv(65536)
    over.wait(10)


@pytest.mark.parametrize("behave", [dripping, silent])
def test_whoever_takes_his_time_gets_none(behave: object) -> None:
    with misbehaving(behave) as port, pytest.raises(UndeliveredError, match="No answer within"):  # type: ignore[arg-type]
        post(local(port), body=b"{}", headers={}, patience=0.5)


def test_an_endless_answer_is_read_no_further_than_its_head() -> None:
    sent = 0

    def endless(channel: socket.socket, over: threading.Event) -> None:
        nonlocal sent
        channel.recv(65536)
        channel.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 10000000000\r\n\r\n")
        while not over.is_set():
            sent += channel.send(b"x" * 65536)

    with misbehaving(endless) as port:
        status = post(local(port), body=b"{}", headers={}, patience=ENOUGH)

    assert status == 200
    assert sent < 10_000_000


def test_an_endless_head_is_cut_off() -> None:
    def endless_head(channel: socket.socket, over: threading.Event) -> None:
        channel.recv(65536)
        channel.sendall(b"HTTP/1.1 200 OK\r\nX: " + b"x" * (LONGEST_HEAD * 4))
        over.wait(10)

    with misbehaving(endless_head) as port:
        assert post(local(port), body=b"{}", headers={}, patience=ENOUGH) == 200


@pytest.mark.parametrize("said", [b"SSH-2.0-OpenSSH\r\n\r\n", b"", b"HTTP/9.9 200 OK\r\n\r\n", b"\x00" * 100])
def test_what_is_not_http_is_no_answer(said: bytes) -> None:
    def say(channel: socket.socket, over: threading.Event) -> None:
        channel.recv(65536)
        channel.sendall(said)

    with misbehaving(say) as port, pytest.raises(UndeliveredError):
        post(local(port), body=b"{}", headers={}, patience=ENOUGH)


def test_nobody_there_is_told_as_such() -> None:
    with socket.create_server((LOCAL, 0)) as taken:
        port = taken.getsockname()[1]

    with pytest.raises(UndeliveredError, match="ConnectionRefused"):
        post(local(port), body=b"{}", headers={}, patience=ENOUGH)


def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(own_certificate(tmp_path))

    def shake_hands(channel: socket.socket, over: threading.Event) -> None:
        context.wrap_socket(channel, server_side=True)

    with misbehaving(shake_hands) as port, pytest.raises(UndeliveredError, match="certificate"):
        post(Destination(LOCAL, port, "hooks.example", "/", is_tls=True), body=b"{}", headers={}, patience=ENOUGH)


def own_certificate(folder: Path) -> Path:
    """A certificate that its holder signed himself, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "hooks.example")])
    now = datetime.now(UTC)
    unsigned = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    dated = unsigned.serial_number(1).not_valid_before(now).not_valid_after(now + timedelta(days=1))
    certificate = dated.sign(key, hashes.SHA256())
    form = (serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path = folder / "both.pem"
    path.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, *form) + certificate.public_bytes(serialization.Encoding.PEM)
    )
    return path

"""Where a webhook may be sent: public hosts only, and to the very address that was checked."""

import ipaddress
import socket
from typing import Final, NamedTuple
from urllib.parse import SplitResult, urlsplit

import structlog
from django.conf import settings

HTTPS_PORT: Final = 443
NAT64: Final = ipaddress.ip_network("64:ff9b::/96")
UNICAST: Final = ipaddress.ip_network("2000::/3")
DENIED: Final = tuple(
    map(
        ipaddress.ip_network,
        (
            "192.0.0.0/24",  # for protocols, and a cloud's own data about a machine
            "168.63.129.16/32",  # another cloud's
            "192.88.99.0/24",  # relays that are given up
            "3fff::/20",  # examples
        ),
    )
)
ISATAP: Final = (0x00005EFE, 0x02005EFE)  # what stands before an IPv4 address in a tunnel of a network's own
Address = ipaddress.IPv4Address | ipaddress.IPv6Address
log = structlog.get_logger(__name__)


class UnsafeDestinationError(ValueError):
    """An address that nothing is sent to; the message says why."""


class Destination(NamedTuple):
    """A checked address of a host: whoever connects to `address` can't be led elsewhere by another look-up."""

    address: str
    port: int
    host: str
    target: str
    is_tls: bool


def parsed(url: str) -> SplitResult:
    """The parts of a webhook's URL; raises `UnsafeDestinationError` for a form that is never sent to."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise UnsafeDestinationError("This is no address.") from error
    if any(ord(character) <= ord(" ") or ord(character) > ord("~") for character in url):
        raise UnsafeDestinationError("An address holds no spaces, control or other than ASCII characters.")
    if parts.scheme != "https" and not (parts.scheme == "http" and settings.WEBHOOKS_ON_THIS_MACHINE):
        raise UnsafeDestinationError("Only https is sent to.")
    if not parts.hostname or parts.username is not None or parts.password is not None or parts.fragment:
        raise UnsafeDestinationError("An address has a host, and no user name, password or fragment.")
    if port not in (None, HTTPS_PORT) and not settings.WEBHOOKS_ON_THIS_MACHINE:
        raise UnsafeDestinationError(f"Only port {HTTPS_PORT} is sent to.")
    return parts


def destination(url: str) -> Destination:
    """Look the host up once; raises `UnsafeDestinationError` if any of its addresses isn't public."""
    parts = parsed(url)
    host, is_tls = parts.hostname or "", parts.scheme == "https"
    port = parts.port or (HTTPS_PORT if is_tls else 80)
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise UnsafeDestinationError(f"{host} has no address.") from error
    addresses = [str(entry[4][0]) for entry in found]
    for address in addresses:
        if not (settings.WEBHOOKS_ON_THIS_MACHINE or is_public(address)):
            log.warning("webhook.not_public", host=host, address=address)  # the partner needn't know our networks
            raise UnsafeDestinationError(f"{host} leads to an address that isn't public.")
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Destination(addresses[0], port, host, target, is_tls)


def is_public(address: str) -> bool:
    """Whether an address is anybody's on the internet: not ours, not this machine, and nothing that hides one."""
    try:
        number = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return all(_is_anybodys(part) for part in (number, *_hidden_in(number)))


def _is_anybodys(number: Address) -> bool:
    if not number.is_global or number.is_multicast or any(number in network for network in DENIED):
        return False
    return isinstance(number, ipaddress.IPv4Address) or number in UNICAST or number in NAT64


def _hidden_in(number: Address) -> tuple[Address, ...]:
    """The IPv4 addresses to which an IPv6 address may lead."""
    if not isinstance(number, ipaddress.IPv6Address):
        return ()
    hidden: list[Address | None] = [number.ipv4_mapped, number.sixtofour, *(number.teredo or ())]
    if number in NAT64 or int(number) >> 32 == 0 or int(number) >> 32 & 0xFFFFFFFF in ISATAP:
        hidden.append(ipaddress.IPv4Address(int(number) & 0xFFFFFFFF))
    return tuple(part for part in hidden if part is not None)

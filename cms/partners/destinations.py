"""Where a webhook may be sent: public hosts only, and to the very address that was checked."""

import ipaddress
import socket
from typing import Final, NamedTuple
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

HTTPS_PORT: Final = 443
NAT64: Final = ipaddress.ip_network("64:ff9b::/96")
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


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
            raise UnsafeDestinationError(f"{host} leads to {address}, which isn't public.")
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Destination(addresses[0], port, host, target, is_tls)


def is_public(address: str) -> bool:
    """Whether an address is anybody's on the internet: not ours, not this machine, and nothing that hides one."""
    try:
        number = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return all(part.is_global and not part.is_multicast for part in (number, *_hidden_in(number)))


def _hidden_in(number: Address) -> tuple[Address, ...]:
    """The IPv4 addresses to which an IPv6 address may lead."""
    if not isinstance(number, ipaddress.IPv6Address):
        return ()
    hidden: list[Address | None] = [number.ipv4_mapped, number.sixtofour, *(number.teredo or ())]
    if number in NAT64 or int(number) >> 32 == 0:
        hidden.append(ipaddress.IPv4Address(int(number) & 0xFFFFFFFF))
    return tuple(part for part in hidden if part is not None)

"""Verify that a version of a fund stands in the ledger, under a head that you trust, with Python alone.

    python verify.py https://host/api/v1 DEM00001 1 [COUNT ROOT]

COUNT and ROOT are those of a head that you kept; without them the latest head is taken on trust.
"""

import json
import sys
from hashlib import sha256
from typing import Any
from urllib.request import urlopen

HASHED = ("previousHash", "sequence", "fundId", "version", "publishedAt", "sha256", "deliverySha256", "file", "pointer")


class Refused(Exception):
    """The answers don't fit together, or not to the head."""


def verify(api: str, fund: str, version: str, count: str = "", root: str = "") -> str:
    """The SHA-256 of the version's body, which stands in the ledger; raises `Refused`."""
    head: dict[str, Any] = {"count": int(count), "root": root} if root else json.loads(get(f"{api}/chain/"))
    body = get(f"{api}/funds/{fund}/versions/{version}/")
    proof = json.loads(get(f"{api}/funds/{fund}/versions/{version}/proof/?count={head['count']}"))
    entry = proof["entry"]
    stated = "|".join(str(entry[name]) for name in HASHED)
    must((entry["fundId"], str(entry["version"])) == (fund, version), "another version is proved")
    must(entry["sha256"] == sha256(body).hexdigest(), "the body is not the one in the ledger")
    must(entry["hash"] == sha256(stated.encode()).hexdigest(), "the entry was altered")
    led_to = follow(entry["hash"], entry["sequence"] - 1, head["count"], proof["auditPath"])
    must(led_to == head["root"], "the path does not lead to the head")
    return str(entry["sha256"])


def follow(entry_hash: str, number: int, count: int, path: list[str]) -> str:
    """The root to which an audit path leads (RFC 9162, section 2.1.3.2)."""
    found, last = sha256(b"\0" + bytes.fromhex(entry_hash)).digest(), count - 1
    for step in map(bytes.fromhex, path):
        must(last > 0, "the path is too long")
        if number & 1 or number == last:
            found = sha256(b"\1" + step + found).digest()
            while number and not number & 1:
                number, last = number >> 1, last >> 1
        else:
            found = sha256(b"\1" + found + step).digest()
        number, last = number >> 1, last >> 1
    must(last == 0, "the path is too short")
    return found.hex()


def must(holds: bool, otherwise: str) -> None:
    if not holds:
        raise Refused(otherwise)


def get(address: str) -> bytes:
    with urlopen(address, timeout=30) as answer:  # noqa: S310 - the address is the caller's own
        return bytes(answer.read())


if __name__ == "__main__":
    try:
        sys.stdout.write(f"in the ledger: {verify(*sys.argv[1:])}\n")
    except Refused as why:
        sys.exit(f"REFUSED: {why}")

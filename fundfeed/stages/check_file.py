"""Reading `.check` files: every spelling of section 8 of the feed contract."""

import base64
import binascii
import re
from typing import NamedTuple

import msgspec
from msgspec import Struct

from ..records.findings import shown

MAX_CHECK_FILE_BYTES = 4096
ALGORITHMS = {32: "md5", 40: "sha1", 56: "sha224", 64: "sha256", 96: "sha384", 128: "sha512"}
WEAK = frozenset({"md5", "sha1"})
EXPECTED = "one line `<hex digest>  <file name>`"

_BSD = re.compile(r"^(?P<algorithm>[A-Za-z0-9-]+) ?\((?P<name>[^)]*)\) ?= ?(?P<hex>[0-9A-Fa-f]+)$")
_SRI = re.compile(r"^(?P<algorithm>sha(?:256|384|512))-(?P<base64>[A-Za-z0-9+/]+=*)$")
_PREFIXED = re.compile(r"^(?P<algorithm>[A-Za-z0-9-]+):(?P<hex>[0-9A-Fa-f]+)$")
_COREUTILS = re.compile(r"^(?P<hex>[0-9A-Fa-f]+)(?:[ \t]+\*?(?P<name>\S.*))?$")


class StatedDigest(Struct, frozen=True):
    """The digest that the provider states; a name of its algorithm must agree with the length of its hex form."""

    algorithm: str
    value: str

    @property
    def is_weak(self) -> bool:
        """Whether the algorithm no longer protects against forgery."""
        return self.algorithm in WEAK


class UnreadableCheck(ValueError):
    """The `.check` file is in no accepted spelling."""


class _JsonCheck(Struct):
    checksum: str
    algorithm: str = ""


class _Line(NamedTuple):
    """What one entry says: the digest, of which file ("" when it doesn't say) and by which algorithm ("" too)."""

    digest: str
    name: str = ""
    algorithm: str = ""


def stated_digest(content: bytes, name: str) -> StatedDigest:
    """The digest that `content`, a `.check` file, states for the file `name`; raises `UnreadableCheck`."""
    if len(content) > MAX_CHECK_FILE_BYTES:
        raise UnreadableCheck(f"is larger than {MAX_CHECK_FILE_BYTES} bytes")
    try:
        text = content.decode("utf-8-sig").strip()
    except UnicodeDecodeError:
        raise UnreadableCheck("is not UTF-8 text") from None
    if text.startswith("{"):
        return _by_length(_from_json(text))
    found = [_line(line.strip()) for line in text.splitlines() if line.strip()]
    for line in found:
        if line.name in (name, f"./{name}") or (not line.name and len(found) == 1):
            return _by_length(line)
    raise UnreadableCheck(f"states no digest for {name}")


def _line(text: str) -> _Line:
    if sri := _SRI.match(text):
        try:
            return _Line(base64.b64decode(sri["base64"], validate=True).hex(), algorithm=sri["algorithm"])
        except binascii.Error:
            raise UnreadableCheck("holds a broken base64 digest") from None
    for pattern in (_BSD, _PREFIXED, _COREUTILS):
        if match := pattern.match(text):
            said = match.groupdict()
            return _Line(match["hex"].lower(), said.get("name") or "", said.get("algorithm") or "")
    raise UnreadableCheck("holds a line that is no digest")


def _from_json(text: str) -> _Line:
    try:
        stated = msgspec.json.decode(text, type=_JsonCheck)
    except (msgspec.MsgspecError, RecursionError):
        raise UnreadableCheck("is JSON without a `checksum`") from None
    return _Line(stated.checksum.lower(), algorithm=stated.algorithm)


def _by_length(line: _Line) -> StatedDigest:
    length = len(line.digest)
    if length not in ALGORITHMS:
        raise UnreadableCheck(f"holds a digest of {length} characters; accepted are {sorted(ALGORITHMS)}")
    if line.algorithm and re.sub("[-_ ]", "", line.algorithm).lower() != ALGORITHMS[length]:
        said = shown(line.algorithm)
        raise UnreadableCheck(f"says {said}, but its {length} characters are {ALGORITHMS[length].upper()}")
    return StatedDigest(algorithm=ALGORITHMS[length], value=line.digest)

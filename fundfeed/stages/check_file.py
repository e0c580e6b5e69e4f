"""Reading `.check` files: every spelling of section 8 of the feed contract."""

import base64
import binascii
import re

import msgspec
from msgspec import Struct

MAX_CHECK_FILE_BYTES = 4096
ALGORITHMS = {32: "md5", 40: "sha1", 56: "sha224", 64: "sha256", 96: "sha384", 128: "sha512"}
WEAK = frozenset({"md5", "sha1"})
EXPECTED = "one line `<hex digest>  <file name>`"

_BSD = re.compile(r"^[A-Za-z0-9-]+ ?\((?P<name>[^)]*)\) ?= ?(?P<hex>[0-9A-Fa-f]+)$")
_SRI = re.compile(r"^sha(?:256|384|512)-(?P<base64>[A-Za-z0-9+/]+=*)$")
_PREFIXED = re.compile(r"^[A-Za-z0-9-]+:(?P<hex>[0-9A-Fa-f]+)$")
_COREUTILS = re.compile(r"^(?P<hex>[0-9A-Fa-f]+)(?:[ \t]+\*?(?P<name>\S.*))?$")


class StatedDigest(Struct, frozen=True):
    """The digest that the provider states: algorithm by the length of its hex form."""

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
    found = [entry for line in text.splitlines() if line.strip() for entry in [_line(line.strip())]]
    for stated_name, digest in found:
        if stated_name in (name, f"./{name}") or (not stated_name and len(found) == 1):
            return _by_length(digest)
    raise UnreadableCheck(f"states no digest for {name}")


def _line(line: str) -> tuple[str, str]:
    """The file name ("" when the line has none) and the hex digest of one line."""
    if sri := _SRI.match(line):
        try:
            return "", base64.b64decode(sri["base64"], validate=True).hex()
        except binascii.Error:
            raise UnreadableCheck("holds a broken base64 digest") from None
    for pattern in (_BSD, _PREFIXED, _COREUTILS):
        if match := pattern.match(line):
            return match.groupdict().get("name") or "", match["hex"].lower()
    raise UnreadableCheck("holds a line that is no digest")


def _from_json(text: str) -> str:
    try:
        return msgspec.json.decode(text, type=_JsonCheck).checksum.lower()
    except (msgspec.MsgspecError, RecursionError):
        raise UnreadableCheck("is JSON without a `checksum`") from None


def _by_length(digest: str) -> StatedDigest:
    if len(digest) not in ALGORITHMS:
        raise UnreadableCheck(f"holds a digest of {len(digest)} characters; accepted are {sorted(ALGORITHMS)}")
    return StatedDigest(algorithm=ALGORITHMS[len(digest)], value=digest)

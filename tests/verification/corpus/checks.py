"""`.check` files: wrong, odd, forged or endless; and odd ones that are right."""

import base64
import json
from collections.abc import Callable
from hashlib import md5, sha1, sha224, sha256, sha384, sha512

from tests.factories.site import Site

from .making import HELD, INCOMPLETE, INDEX, UNREADABLE, Break, Fault

CHECK = f"{INDEX}.check"


def says(text: str | bytes) -> Break:
    """The check of the index says this."""
    content = text if isinstance(text, bytes) else text.encode()

    def write(site: Site) -> None:
        site.file(CHECK).write_bytes(content)

    return write


def of_index(spell: Callable[[bytes], str | bytes]) -> Break:
    """The check of the index says something about its bytes."""
    return lambda site: says(spell(site.file(INDEX).read_bytes()))(site)


def altered(site: Site) -> None:
    site.file(INDEX).write_bytes(site.file(INDEX).read_bytes() + b" ")


def unreadable(text: str | bytes) -> Fault:
    return Fault(says(text), UNREADABLE, "check.unreadable")


def sound(spell: Callable[[bytes], str | bytes]) -> Fault:
    return Fault(of_index(spell), HELD, "")


def _sri(content: bytes) -> str:
    return f"sha256-{base64.b64encode(sha256(content).digest()).decode()}"


CHECKS: dict[str, Fault] = {
    "check_of_other_bytes": Fault(says(f"{'0' * 64}  {INDEX}"), UNREADABLE, "file.checksum"),
    "check_older_than_the_file": Fault(altered, UNREADABLE, "file.checksum"),
    "check_missing": Fault(lambda site: site.file(CHECK).unlink(), INCOMPLETE, "file.missing"),
    "check_without_bytes": unreadable(""),
    "check_of_spaces": unreadable(" \r\n\t"),
    "check_is_html": unreadable("<html>404</html>"),
    "check_in_utf16": unreadable("0".encode("utf-16") * 64),
    "check_of_nul": unreadable(b"\0" * 64),
    "check_of_another_name": unreadable(f"{'0' * 64}  other.json"),
    "check_of_a_path": unreadable(f"{'0' * 64}  ../../{INDEX}"),
    "check_with_two_nameless_digests": unreadable(f"{'0' * 64}\n{'1' * 64}"),
    "check_by_crc": unreadable("deadbeef"),
    "check_one_digit_short": unreadable("0" * 63),
    "check_one_digit_long": unreadable("0" * 65),
    "check_with_a_letter_too_far": unreadable("g" * 64),
    "check_of_a_broken_base64": unreadable("sha256-AAA=A="),
    "check_of_a_short_base64": unreadable("sha256-AAAA"),
    "check_is_json_without_a_checksum": unreadable('{"algorithm": "SHA-256"}'),
    "check_is_json_with_a_number": unreadable('{"checksum": 7}'),
    "check_is_half_a_json": unreadable('{"checksum": "'),
    "check_is_a_json_bomb": unreadable('{"checksum":' + "[" * 4_000),
    "check_is_a_json_bomb_beside_it": unreadable('{"a":' + "[" * 4_000),
    "check_is_endless": Fault(says(b"0" * 4_097), UNREADABLE, "file.too_large"),
    "check_of_a_million_bytes": Fault(says(b"0" * 1_000_000), UNREADABLE, "file.too_large"),
    "check_by_md5": Fault(of_index(lambda it: md5(it).hexdigest()), UNREADABLE, "check.weak"),  # noqa: S324 - meant
    "check_by_sha1": Fault(of_index(lambda it: sha1(it).hexdigest()), UNREADABLE, "check.weak"),  # noqa: S324 - meant
    "check_by_a_wrong_sha512": Fault(says("0" * 128), UNREADABLE, "file.checksum"),
    "check_by_another_algorithm_than_it_says": Fault(
        of_index(lambda it: f"SHA512 ({INDEX}) = {sha256(it).hexdigest()}"), UNREADABLE, "check.unreadable"
    ),
    "check_as_json_by_another_algorithm_than_it_says": Fault(
        of_index(lambda it: json.dumps({"algorithm": "MD5", "checksum": sha256(it).hexdigest()})),
        UNREADABLE,
        "check.unreadable",
    ),
    "check_in_capitals": sound(lambda it: sha256(it).hexdigest().upper()),
    "check_with_a_byte_order_mark": sound(lambda it: b"\xef\xbb\xbf" + sha256(it).hexdigest().encode() + b"\r\n"),
    "check_by_sha224": sound(lambda it: sha224(it).hexdigest()),
    "check_by_sha384": sound(lambda it: sha384(it).hexdigest()),
    "check_by_sha512": sound(lambda it: f"{sha512(it).hexdigest()} *{INDEX}"),
    "check_as_bsd_spells": sound(lambda it: f"SHA256 ({INDEX}) = {sha256(it).hexdigest()}"),
    "check_as_browsers_spell": sound(_sri),
    "check_as_json": sound(lambda it: json.dumps({"algorithm": "SHA-256", "checksum": sha256(it).hexdigest()})),
    "check_among_others": sound(lambda it: f"{'0' * 64}  other.json\n{sha256(it).hexdigest()}  {INDEX}\n"),
}

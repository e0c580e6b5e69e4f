"""A `.check` file in any of the contract's spellings states one digest; anything else is refused in words."""

import base64
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fundfeed.stages.check_file import MAX_CHECK_FILE_BYTES, StatedDigest, UnreadableCheck, stated_digest

SHA256 = hashlib.sha256(b"funds").hexdigest()
OTHER = hashlib.sha256(b"other").hexdigest()
SRI = "sha256-" + base64.b64encode(bytes.fromhex(SHA256)).decode()

SPELLINGS = {
    "coreutils": f"{SHA256}  index.json\n",
    "coreutils_binary": f"{SHA256} *index.json\n",
    "coreutils_in_this_directory": f"{SHA256}  ./index.json\n",
    "one_blank": f"{SHA256} index.json",
    "bare_hex": SHA256,
    "bare_capitals": SHA256.upper(),
    "carriage_return": f"{SHA256}  index.json\r\n",
    "byte_order_mark": f"\ufeff{SHA256}  index.json\n",
    "blank_lines_around": f"\n\n{SHA256}  index.json\n\n",
    "several_files": f"{OTHER}  document.json\n{SHA256}  index.json\n{OTHER}  deauthorised.json\n",
    "bsd": f"SHA256 (index.json) = {SHA256}\n",
    "bsd_of_several": f"SHA256 (document.json) = {OTHER}\nSHA256 (index.json) = {SHA256}\n",
    "prefixed": f"sha256:{SHA256}",
    "prefixed_with_hyphen": f"SHA-256:{SHA256}",
    "subresource_integrity": SRI,
    "json": f'{{"algorithm": "SHA-256", "checksum": "{SHA256}"}}',
    "json_in_capitals": f'{{"algorithm": "SHA-256", "checksum": "{SHA256.upper()}"}}',
}
REFUSED = {
    "empty": b"",
    "only_blanks": b" \r\n ",
    "crc_32": b"0a1b2c3d  index.json",
    "too_short_by_one": SHA256[:-1].encode(),
    "no_hex": b"not a digest at all",
    "not_utf8": b"\xff\xfe" + SHA256.encode(),
    "only_another_file": f"{SHA256}  document.json".encode(),
    "two_without_a_name": f"{SHA256}\n{OTHER}".encode(),
    "json_without_checksum": b'{"algorithm": "SHA-256"}',
    "json_with_a_number": b'{"checksum": 5}',
    "half_a_json": b'{"checksum": "',
    "broken_base64": b"sha256-AAA",
    "a_page_of_html": b"<!doctype html><title>404</title>",
    "larger_than_4_kib": SHA256.encode() + b" " * MAX_CHECK_FILE_BYTES,
}


@pytest.mark.parametrize("text", SPELLINGS.values(), ids=SPELLINGS.keys())
def test_every_spelling_of_the_contract_states_the_digest(text: str) -> None:
    assert stated_digest(text.encode(), "index.json") == StatedDigest("sha256", SHA256)


@pytest.mark.parametrize("content", REFUSED.values(), ids=REFUSED.keys())
def test_anything_else_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableCheck):
        stated_digest(content, "index.json")


@pytest.mark.parametrize(
    "text",
    [
        f"SHA512 (index.json) = {SHA256}",
        f"md5:{SHA256}",
        f"CRC32:{SHA256}",
        SRI.replace("sha256", "sha512"),
        f'{{"algorithm": "SHA-1", "checksum": "{SHA256}"}}',
    ],
)
def test_an_algorithm_that_its_digest_is_too_long_or_short_for_is_refused(text: str) -> None:
    with pytest.raises(UnreadableCheck, match="are SHA256"):
        stated_digest(text.encode(), "index.json")


@pytest.mark.parametrize("said", ["SHA-256", "sha256", "SHA_256", "Sha 256"])
def test_an_algorithm_may_be_written_in_any_way(said: str) -> None:
    content = f'{{"checksum": "{SHA256}", "algorithm": "{said}"}}'

    assert stated_digest(content.encode(), "index.json") == StatedDigest("sha256", SHA256)


@pytest.mark.parametrize(
    ("algorithm", "length"),
    [("md5", 32), ("sha1", 40), ("sha224", 56), ("sha256", 64), ("sha384", 96), ("sha512", 128)],
)
def test_the_length_of_the_digest_says_its_algorithm(algorithm: str, length: int) -> None:
    digest = hashlib.new(algorithm, b"funds").hexdigest()

    stated = stated_digest(digest.encode(), "index.json")

    assert len(digest) == length
    assert (stated.algorithm, stated.value) == (algorithm, digest)


@pytest.mark.parametrize(
    ("algorithm", "is_weak"), [("md5", True), ("sha1", True), ("sha224", False), ("sha256", False), ("sha512", False)]
)
def test_md5_and_sha1_are_weak(algorithm: str, is_weak: bool) -> None:
    stated = stated_digest(hashlib.new(algorithm, b"funds").hexdigest().encode(), "index.json")

    assert stated.is_weak is is_weak


@pytest.mark.parametrize("name", ["sha384", "sha512"])
def test_longer_integrity_digests_are_read(name: str) -> None:
    digest = hashlib.new(name, b"funds")

    stated = stated_digest(f"{name}-{base64.b64encode(digest.digest()).decode()}".encode(), "index.json")

    assert (stated.algorithm, stated.value) == (name, digest.hexdigest())


PIECES = ("sha256-", "(", ")", " = ", ":", "{", '"checksum"', "index.json", SHA256, "=", "*", "\n")
JUMBLES = st.lists(st.sampled_from(PIECES)).map("".join)


@given(content=st.binary(max_size=300) | st.text(max_size=300).map(str.encode) | JUMBLES.map(str.encode))
def test_no_content_does_worse_than_being_refused(content: bytes) -> None:
    try:
        stated = stated_digest(content, "index.json")
    except UnreadableCheck:
        return
    assert len(bytes.fromhex(stated.value)) == hashlib.new(stated.algorithm).digest_size

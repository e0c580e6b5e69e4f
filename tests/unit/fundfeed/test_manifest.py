"""A manifest is opened or refused whole; the refusal names the file, the place and what was expected."""

import json
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fundfeed.records.findings import Finding, Reason, Severity
from fundfeed.stages.manifest import PIECE, Manifest, UnreadableManifest, open_manifest
from tests.factories.records import manifest

HEAD = {
    "schema": "fund-repository-feed/index",
    "schemaVersion": "1.2",
    "provider": {"id": "DEMO", "name": "Demo"},
    "deliveryId": "DEMO-1",
    "previousDeliveryId": "DEMO-0",
    "generatedAt": "2026-11-18T22:30:00+08:00",
    "contentDate": "2026-11-18",
    "dataOperation": "FULL",
    "recordCount": 1,
}


def opened(data: bytes) -> Manifest:
    return open_manifest("index.json", data, key="funds")


def refusal(data: bytes) -> Finding:
    with pytest.raises(UnreadableManifest) as caught:
        opened(data)
    (finding,) = caught.value.findings
    assert caught.value.reason is Reason.UNREADABLE
    assert finding.severity is Severity.HALT
    assert finding.file == "index.json"
    return finding


def with_head(**changes: Any) -> bytes:
    return json.dumps(HEAD | {"funds": [{}]} | changes).encode()


def test_the_envelope_says_which_delivery_it_is() -> None:
    found = opened(with_head())

    assert found.envelope.delivery_id == "DEMO-1"
    assert found.envelope.previous_delivery_id == "DEMO-0"
    assert found.envelope.provider_id == "DEMO"
    assert found.envelope.content_date == date(2026, 11, 18)
    assert found.envelope.generated_at == datetime(2026, 11, 18, 14, 30, tzinfo=UTC)
    assert found.prefix == "/funds"
    assert found.findings == ()


def test_records_stay_as_they_were_sent() -> None:
    found = opened(b'{"funds": [{"a":  1}, "b", 3]}')

    assert [bytes(record) for record in found.records] == [b'{"a":  1}', b'"b"', b"3"]


def test_a_bare_array_needs_no_envelope() -> None:
    found = opened(b"[{}, {}]")

    assert len(found.records) == 2
    assert found.envelope.delivery_id == ""
    assert found.prefix == ""


def test_an_empty_list_is_a_list() -> None:
    assert opened(manifest("funds", [])).records == []


def test_a_byte_order_mark_is_tolerated_with_a_warning() -> None:
    found = opened(b"\xef\xbb\xbf" + with_head())

    assert [finding.code for finding in found.findings] == ["file.bom"]
    assert found.findings[0].severity is Severity.WARN


def test_unknown_keys_of_the_envelope_are_no_error() -> None:
    assert opened(with_head(comment="from the night shift")).records


UNREADABLE = {
    "empty_file": (b"", "file.not_json"),
    "half_a_file": (with_head()[:-7], "file.not_json"),
    "more_after_the_end": (with_head() + b"{}", "file.not_json"),
    "a_page_of_html": (b"<!doctype html>", "file.not_json"),
    "not_a_number": (b'{"funds": [NaN]}', "file.not_json"),
    "infinity": (b'{"funds": [], "x": Infinity}', "file.not_json"),
    "a_comma_too_many": (b'{"funds": [{},]}', "file.not_json"),
    "single_quotes": (b"{'funds': []}", "file.not_json"),
    "utf16": (with_head().decode().encode("utf-16"), "file.not_utf8"),
    "latin1": ('{"funds": ["Crédit"]}'.encode("latin-1"), "file.not_utf8"),
    "a_string": (b'"funds"', "envelope.shape"),
    "null": (b"null", "envelope.shape"),
    "another_list": (b'{"documents": []}', "envelope.shape"),
    "an_object_for_the_list": (b'{"funds": {}}', "envelope.shape"),
    "null_for_the_list": (b'{"funds": null}', "envelope.shape"),
    "nested_to_exhaustion": (b'{"funds": [' + b"[" * 100_000 + b"]" * 100_000 + b"]}", "file.not_json"),
    "half_a_surrogate_as_id": (b'{"deliveryId": "\\ud800", "funds": []}', "file.not_json"),
}


@pytest.mark.parametrize(("data", "code"), UNREADABLE.values(), ids=UNREADABLE.keys())
def test_what_is_no_manifest_is_refused(data: bytes, code: str) -> None:
    assert refusal(data).code == code


BAD_HEADS = {
    "count_of_records_differs": ({"recordCount": 2}, "envelope.record_count", "/recordCount"),
    "count_of_records_as_text": ({"recordCount": "many"}, "envelope.shape", "/recordCount"),
    "unknown_major_version": ({"schemaVersion": "2.0"}, "envelope.schema_version", "/schemaVersion"),
    "version_ten": ({"schemaVersion": "10.0"}, "envelope.schema_version", "/schemaVersion"),
    "a_delta": ({"dataOperation": "DELTA"}, "envelope.data_operation", "/dataOperation"),
    "no_date": ({"contentDate": "yesterday"}, "envelope.shape", "/contentDate"),
    "impossible_date": ({"contentDate": "2026-02-30"}, "envelope.shape", "/contentDate"),
    "no_time": ({"generatedAt": "2026-11-18"}, "envelope.shape", "/generatedAt"),
    "time_without_offset": ({"generatedAt": "2026-11-18T22:30:00"}, "envelope.shape", "/generatedAt"),
    "number_for_an_id": ({"deliveryId": 7}, "envelope.shape", "/deliveryId"),
    "nul_in_an_id": ({"deliveryId": "DEMO\x00"}, "envelope.shape", "/deliveryId"),
    "endless_id": ({"deliveryId": "D" * 5000}, "envelope.shape", "/deliveryId"),
    "provider_without_shape": ({"provider": "DEMO"}, "envelope.shape", "/provider"),
    "provider_with_a_number": ({"provider": {"id": 5}}, "envelope.shape", "/provider/id"),
}


@pytest.mark.parametrize(("head", "code", "pointer"), BAD_HEADS.values(), ids=BAD_HEADS.keys())
def test_a_head_that_breaks_the_contract_is_refused_at_its_place(head: dict[str, Any], code: str, pointer: str) -> None:
    finding = refusal(with_head(**head))

    assert (finding.code, finding.pointer) == (code, pointer)


def test_a_refused_count_says_what_was_received_and_expected() -> None:
    finding = refusal(with_head(recordCount=834))

    assert (finding.received, finding.expected) == ("834", "1")


def test_a_list_given_twice_is_refused_because_one_would_be_lost() -> None:
    finding = refusal(b'{"funds": [{}], "funds": []}')

    assert finding.code.startswith("envelope.")


@given(data=st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_no_bytes_do_worse_than_being_refused(data: bytes) -> None:
    with suppress(UnreadableManifest):
        opened(data)


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(key=st.sampled_from([*HEAD, "funds"]), value=ANY_JSON)
def test_no_value_in_the_head_does_worse_than_being_refused(key: str, value: Any) -> None:
    with suppress(UnreadableManifest):
        generated_at = opened(with_head(**{key: value})).envelope.generated_at

        assert generated_at is None or generated_at.tzinfo is not None


@pytest.mark.parametrize("at", [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE])
def test_the_byte_that_is_no_utf8_is_named_wherever_it_stands(at: int) -> None:
    text = ("[" + '"é漢😀",' * PIECE + "1]").encode()

    with pytest.raises(UnreadableManifest) as caught:
        open_manifest("index.json", text[:at] + b"\xff" + text[at + 1 :], key="funds")

    (finding,) = caught.value.findings
    with pytest.raises(UnicodeDecodeError) as plain:
        (text[:at] + b"\xff" + text[at + 1 :]).decode()
    assert f"(byte {plain.value.start})" in finding.message

"""The published schemas are those of the code, and say of a record's shape what the reader says."""

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker
from msgspec import Raw

from fundfeed import schemas
from fundfeed.records.delivery import DEAUTHORISED, DOCUMENT, INDEX, MANIFESTS, Placed
from fundfeed.stages.manifest import UnreadableManifest, open_manifest
from fundfeed.stages.record import read_record
from infra.deliveries import small_delivery

PUBLISHED = Path(__file__).parents[3] / "docs" / "feed"
NAMES = {"en": "Harbour Fund", "zh-Hant": "海港基金"}
LEI = "5493001KJTIIGC8Y1R12"
CLASS = {
    "isin": "IE00B4L5Y983",
    "fullShareClassName": NAMES,
    "shareClassCurrency": "USD",
    "shareClassExtension": "A",
    "shareClassDistributionPolicy": "accumulating",
    "shareClassLifecycle": "active",
    "investmentStatus": "open",
    "shareClassLaunchDate": "2012-05-01",
    "ongoingCharges": 0.2,
    "cfiCode": "CIOGES",
    "valuationNav": {"value": "12.34", "date": "2026-11-18", "currency": "USD"},
    "listings": [{"marketIdentifierCode": "XLON", "ticker": "HARB", "listingCurrency": "GBP"}],
}
# Every key that a record may have, so that every rule of a schema is tried.
COMPLETE: dict[str, dict[str, Any]] = {
    INDEX: {
        "fundId": "TST00001",
        "legalFundNameOnly": NAMES,
        "legalFundNameIncludingUmbrella": NAMES,
        "formerNames": [{"name": NAMES, "until": "2020-01-01"}],
        "umbrella": {"umbrellaId": "UMB-1", "umbrellaName": NAMES, "leiOfUmbrella": LEI},
        "authorisationStatus": "authorised",
        "authorisationDate": "2012-05-01",
        "authorisationStatusDate": "2012-05-01",
        "fundDomicileAlpha2": "IE",
        "fundCurrency": "USD",
        "manCo": "Harbour Management",
        "fundGroupName": NAMES,
        "leiOfManCo": LEI,
        "leiOfFund": LEI,
        "trusteeName": "Trustee",
        "custodianBankName": "Custodian",
        "auditorName": "Auditor",
        "legalForm": "ICAV",
        "typeOfEuDirective": "UCITS",
        "openEndedOrClosedEndedFundStructure": "open-ended fund",
        "assetClass": "equity",
        "geography": "world",
        "investmentObjective": NAMES,
        "riskLevel": 3,
        "fundLaunchDate": "2012-05-01",
        "fiscalYearEnd": "12-31",
        "valuationFrequency": "daily",
        "aumFund": {"value": "123.45", "currency": "USD", "date": "2026-11-18"},
        "isEtf": True,
        "isMoneyMarketFund": "no",
        "shareClasses": [CLASS],
    },
    DOCUMENT: {
        "documentId": "DOC-1",
        "documentType": "PR",
        "title": NAMES,
        "languages": ["en"],
        "fileName": f"{1:064x}.pdf",
        "documentDate": "2026-01-31",
        "publicationDate": "2026-02-15",
        "appliesTo": [{"level": "fund", "id": "TST00001"}],
        "checksum": {"algorithm": "SHA-256", "value": "0" * 64},
        "sizeInBytes": 100,
        "validFrom": "2026-02-15",
        "expirationDate": "2027-02-15",
        "version": "2",
        "supersedes": "DOC-0",
        "status": "current",
        "translationOf": "DOC-2",
        "publicationCountries": ["HK"],
        "typeDescription": "Something else",
    },
    DEAUTHORISED: {
        "fundId": "TST00001",
        "authorisationStatus": "terminated",
        "deauthorisationDate": "2026-11-18",
        "isins": ["IE00B4L5Y983"],
        "lastDealingDate": "2026-11-01",
        "reason": "merger",
        "absorbedByFundId": "TST00002",
        "noticeDocumentId": "DOC-1",
    },
}
# Numbers with a fraction of zero are left out: to JSON Schema 5.0 is an integer, to the reader it isn't.
ODDITIES: tuple[Any, ...] = (
    None, "", "x", "en", "yes", "No", "maybe", "USD", "USD\n", "2026-02-28", "2026-02-30", "2026-2-3", "20260228",
    "1", "-0.5", "1e3", "IE00B4L5Y983", "x" * 501, 0, 3, 6, -1, 0.5, True, [], [None], ["en"], {}, {"en": "x"},
    {"en": None}, {"e": "x"}, {"en": 1}, {"value": "1", "date": "2026-02-28"}, [{}], [{"level": "fund", "id": "x"}],
)  # fmt: skip
# The reader takes a moment with a blank for its T, as some providers write it; a checker of RFC 3339 doesn't.
FORMATS = FormatChecker(set(Draft202012Validator.FORMAT_CHECKER.checkers) - {"date-time"})
VALIDATORS = {name: Draft202012Validator(schemas.schema(name), format_checker=FORMATS) for name in MANIFESTS}
EVERY_MANIFEST = pytest.mark.parametrize("manifest", MANIFESTS)
Step = str | int


def reader_accepts(manifest: str, record: Any) -> bool:
    raw = Raw(json.dumps(record).encode())
    return isinstance(
        read_record(raw, schemas.MANIFESTS[manifest][1], file=manifest, pointer="/0", key="fundId"), Placed
    )


def schema_accepts(manifest: str, record: Any) -> bool:
    return VALIDATORS[manifest].is_valid([record])


def places(value: Any, here: tuple[Step, ...] = ()) -> Iterator[tuple[Step, ...]]:
    """The path to everything inside the value."""
    inside: Any = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, item in inside:
        yield (*here, step)
        yield from places(item, (*here, step))


def changed(record: Any, place: tuple[Step, ...], value: Any) -> Any:
    """A copy of the record with another value at the place; without the place when the value is `UNSET`."""
    copied = copy.deepcopy(record)
    target = copied
    for step in place[:-1]:
        target = target[step]
    if value is msgspec.UNSET:
        del target[place[-1]]
    else:
        target[place[-1]] = value
    return copied


@pytest.mark.parametrize("name", schemas.files())
def test_the_published_schema_is_that_of_the_code(name: str) -> None:
    assert (PUBLISHED / name).read_text(encoding="utf-8") == schemas.files()[name], (
        "run `python -m fundfeed schemas --output docs/feed`"
    )


@EVERY_MANIFEST
def test_a_schema_is_a_schema(manifest: str) -> None:
    Draft202012Validator.check_schema(schemas.schema(manifest))


@EVERY_MANIFEST
def test_the_complete_record_has_every_key_and_both_accept_it(manifest: str) -> None:
    keys = {field.encode_name for field in msgspec.structs.fields(schemas.MANIFESTS[manifest][1])}

    assert COMPLETE[manifest].keys() == keys
    assert reader_accepts(manifest, COMPLETE[manifest])
    assert schema_accepts(manifest, COMPLETE[manifest])


@EVERY_MANIFEST
def test_both_refuse_a_record_without_a_mandatory_key(manifest: str) -> None:
    mandatory = [
        field.encode_name for field in msgspec.structs.fields(schemas.MANIFESTS[manifest][1]) if field.required
    ]

    for key in mandatory:
        for value in (msgspec.UNSET, None):
            broken = changed(COMPLETE[manifest], (key,), value)
            assert not reader_accepts(manifest, broken), key
            assert not schema_accepts(manifest, broken), key


@EVERY_MANIFEST
def test_both_do_without_every_optional_key(manifest: str) -> None:
    optional = [
        field.encode_name for field in msgspec.structs.fields(schemas.MANIFESTS[manifest][1]) if not field.required
    ]

    for key in optional:
        for value in (msgspec.UNSET, None):
            spare = changed(COMPLETE[manifest], (key,), value)
            assert reader_accepts(manifest, spare), key
            assert schema_accepts(manifest, spare), key


@EVERY_MANIFEST
@given(data=st.data())
def test_both_say_the_same_of_any_change_to_a_record(manifest: str, data: st.DataObject) -> None:
    record = COMPLETE[manifest]
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.sampled_from(list(places(record))))
        record = changed(record, place, data.draw(st.sampled_from((*ODDITIES, msgspec.UNSET))))

    assert schema_accepts(manifest, record) == reader_accepts(manifest, record)


@EVERY_MANIFEST
def test_every_change_of_one_value_is_judged_alike(manifest: str) -> None:
    for place in places(COMPLETE[manifest]):
        for value in (*ODDITIES, msgspec.UNSET):
            record = changed(COMPLETE[manifest], place, value)
            assert schema_accepts(manifest, record) == reader_accepts(manifest, record), (place, value)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("schemaVersion", "1.4"), ("schemaVersion", "2.0"), ("schemaVersion", "10.0"), ("schemaVersion", None),
        ("dataOperation", "DELTA"), ("contentDate", "yesterday"), ("contentDate", None), ("recordCount", "3"),
        ("generatedAt", "2026-11-18"), ("generatedAt", "2026-11-18T06:00:00+08:00"),
        ("generatedAt", "2026-11-18 06:00:00.5z"), ("generatedAt", "2026-11-18T06:00:00"), ("provider", "DEMO"),
        ("deliveryId", 7), ("previousDeliveryId", None), ("funds", {}), ("unknown", 1),
    ],
)  # fmt: skip
def test_both_say_the_same_of_the_envelope(key: str, value: object) -> None:
    index = small_delivery().index | {key: value}
    is_read = True
    try:
        open_manifest(INDEX, json.dumps(index).encode(), key="funds")
    except UnreadableManifest:
        is_read = False

    assert VALIDATORS[INDEX].is_valid(index) == is_read


def test_a_whole_delivery_keeps_the_schemas() -> None:
    for manifest, sent in zip(MANIFESTS, small_delivery().envelopes(), strict=True):
        VALIDATORS[manifest].validate(sent)

"""The head of a manifest: keys twice, counts that differ, versions, times and ids that can't be."""

from tests.factories.site import Site

from .making import (
    DEAUTHORISED,
    DOCUMENT,
    HELD,
    INCONSISTENT,
    INDEX,
    UNREADABLE,
    Break,
    Fault,
    nested,
    replaced,
)

FUTURE = "2099-01-01T00:00:00+08:00"


def head(**changes: object) -> Break:
    """The same change in all three heads."""

    def change(site: Site) -> None:
        for sent in site.delivery.envelopes():
            sent.update(changes)
        site.deliver(site.delivery)

    return change


def beside(text: str, name: str = INDEX) -> Break:
    """JSON text at the beginning of the head."""
    return replaced(name, "{", "{" + text + ",")


def shape(make: Break) -> Fault:
    return Fault(make, UNREADABLE, "envelope.shape")


def not_json(text: str) -> Fault:
    return Fault(beside(text), UNREADABLE, "file.not_json")


def _of_each_file() -> dict[str, Fault]:
    faults: dict[str, Fault] = {}
    for name, key in ((INDEX, "funds"), (DOCUMENT, "documents"), (DEAUTHORISED, "deauthorised")):
        stem = name.removesuffix(".json")
        faults |= {
            f"{stem}_with_its_list_twice": Fault(beside(f'"{key}": []', name), UNREADABLE, "envelope.double_key"),
            f"{stem}_with_its_id_twice": Fault(
                beside('"deliveryId": "DEMO-1"', name), UNREADABLE, "envelope.double_key"
            ),
            f"{stem}_of_another_version": Fault(
                replaced(name, '"schemaVersion": "1.0"', '"schemaVersion": "2.0"'),
                UNREADABLE,
                "envelope.schema_version",
            ),
            f"{stem}_that_counts_wrong": Fault(
                replaced(name, '"recordCount": ', '"recordCount": 9'), UNREADABLE, "envelope.record_count"
            ),
            f"{stem}_is_a_delta": Fault(replaced(name, '"FULL"', '"DELTA"'), UNREADABLE, "envelope.data_operation"),
            f"{stem}_list_is_an_object": shape(replaced(name, f'"{key}": [', f'"{key}": {{}}, "x": [')),
            f"{stem}_list_is_null": shape(replaced(name, f'"{key}": [', f'"{key}": null, "x": [')),
        }
    return faults


ENVELOPES: dict[str, Fault] = {
    **_of_each_file(),
    "count_below_zero": Fault(head(recordCount=-3), UNREADABLE, "envelope.record_count"),
    "count_as_text": shape(head(recordCount="3")),
    "count_as_a_fraction": shape(head(recordCount=3.5)),
    "count_beyond_64_bits": Fault(head(recordCount=10**30), UNREADABLE, "envelope.record_count"),
    "version_as_a_number": shape(head(schemaVersion=1.0)),
    "version_without_a_number": Fault(head(schemaVersion="latest"), UNREADABLE, "envelope.schema_version"),
    "provider_as_text": shape(head(provider="DEMO")),
    "provider_id_as_a_number": shape(head(provider={"id": 7})),
    "id_as_a_number": shape(head(deliveryId=20261119)),
    "id_of_a_thousand_letters": shape(head(deliveryId="D" * 1_000)),
    "id_with_nul": shape(head(deliveryId="DEMO\0")),
    "operation_as_a_list": shape(head(dataOperation=["FULL"])),
    "time_without_offset": shape(head(generatedAt="2026-11-19T22:30:00")),
    "time_without_a_day": shape(head(generatedAt="22:30")),
    "time_as_a_number": shape(head(generatedAt=[20261119])),
    "time_of_no_calendar": shape(head(generatedAt="2026-02-30T22:30:00+08:00")),
    "time_before_all_time": shape(head(generatedAt="0001-01-01T00:00:00+14:00")),
    "time_after_all_time": shape(head(generatedAt="9999-12-31T23:59:59-12:00")),
    "time_in_the_future": Fault(head(generatedAt=FUTURE), INCONSISTENT, "delivery.future"),
    "day_of_no_calendar": shape(head(contentDate="2026-13-01")),
    "day_as_a_time": shape(head(contentDate="2026-11-19T22:30:00")),
    "head_with_nan": not_json('"x": NaN'),
    "head_with_infinity": not_json('"x": -Infinity'),
    "head_with_hex": not_json('"x": 0x10'),
    "head_with_a_control_character": not_json('"x": "\x01"'),
    "head_with_deep_lists": not_json(f'"x": {nested(100_000)}'),
    "head_with_lists_of_middle_depth": Fault(beside(f'"x": {nested(900)}'), HELD, ""),
    "head_with_a_number_of_five_thousand_digits": Fault(beside('"x": ' + "9" * 5_000), HELD, ""),
    "head_with_a_number_beyond_floats": Fault(beside('"x": 1e999'), HELD, ""),
    "head_with_a_lone_surrogate": not_json('"x": "\\ud800"'),
    "head_with_unknown_keys": Fault(beside('"x": {"y": [1, 2, {"z": null}]}'), HELD, ""),
}

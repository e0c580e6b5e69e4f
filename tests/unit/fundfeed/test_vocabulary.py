"""One vocabulary for all spellings of a key; a mapping that contradicts itself or the contract is refused."""

import json
import re
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Raw

from fundfeed.errors import Rejected
from fundfeed.records import feed
from fundfeed.records.delivery import DEAUTHORISED, DOCUMENT, INDEX, HeldRecord, Placed
from fundfeed.records.feed import DeauthorisationRecord, DocumentRecord, FundRecord
from fundfeed.records.findings import Finding
from fundfeed.records.of_ids import OF_IDS
from fundfeed.stages import parse
from fundfeed.stages.mapping import UnusableMapping
from fundfeed.stages.record import read_record
from fundfeed.stages.scopes import Scope
from fundfeed.stages.vocabulary import PLAIN, Reading, vocabulary
from tests.factories.records import Json, fund, isin, manifest, parsed, public_state, share_class, without

Read = Placed[FundRecord] | tuple[HeldRecord, Finding]


def read(record: Json, mapping: object = None, reading: Reading | None = None) -> Read:
    reading = reading or Reading(vocabulary(mapping))
    raw = Raw(json.dumps(record).encode())
    return read_record(raw, FundRecord, file="index.json", pointer="/funds/0", key="fundId", reading=reading)


def placed(record: Json, mapping: object = None) -> Placed[FundRecord]:
    found = read(record, mapping)
    assert isinstance(found, Placed)
    return found


def held(record: Json, mapping: object = None) -> tuple[HeldRecord, Finding]:
    found = read(record, mapping)
    assert not isinstance(found, Placed)
    return found


def scopes() -> list[Scope]:
    return [
        scope for shape in (FundRecord, DocumentRecord, DeauthorisationRecord) for scope in PLAIN.record(shape).walk()
    ]


def test_every_key_goes_by_its_snake_case_too() -> None:
    known = scopes()
    assert sum(len(scope.types) for scope in known) > 50
    for scope in known:
        for name in scope.types:
            assert scope.meaning(re.sub(r"([A-Z])", r"_\1", name).lower()) == name


def test_the_openfunds_ids_are_those_beside_the_fields() -> None:
    source = Path(feed.__file__).read_text(encoding="utf-8")
    beside = dict(re.findall(r"^    (\w+): .*# (OF\w+)$", source, re.MULTILINE))
    snake = {re.sub(r"([A-Z])", r"_\1", name).lower(): of_id for ids in OF_IDS.values() for name, of_id in ids.items()}
    in_docstrings = {"isin", "aum_fund", "valuation_nav", "umbrella_id", "lei_of_umbrella"}

    assert len(beside) > 20
    assert {name: of_id for name, of_id in snake.items() if name not in in_docstrings} == beside
    assert all(snake[name] in source for name in in_docstrings)


@pytest.mark.parametrize("name", ["OFST020000", "ofst020000", "Ofst020000"])
def test_an_openfunds_id_is_read_in_any_case(name: str) -> None:
    found = placed(fund(shareClasses=[without(share_class(), "isin") | {name: isin(1)}]))

    assert found.record == placed(fund()).record
    assert found.canonical == placed(fund()).canonical
    assert found.where("/shareClasses/0/isin") == f"/funds/0/shareClasses/0/{name}"


def test_a_name_may_mean_one_thing_in_a_fund_and_another_in_a_share_class() -> None:
    mapping = {"names": {"name": ["legalFundNameOnly", "fullShareClassName"]}}
    record = without(
        fund(shareClasses=[without(share_class(), "fullShareClassName") | {"name": "Class"}]), "legalFundNameOnly"
    )

    found = placed(record | {"name": "Fund", "formerNames": [{"name": "Haven"}]}, mapping).record

    assert (found.legal_fund_name_only, found.share_classes[0].full_share_class_name) == (
        {"en": "Fund"},
        {"en": "Class"},
    )
    assert found.former_names is not None
    assert found.former_names[0].name == {"en": "Haven"}


def test_keys_of_language_maps_and_of_unknown_objects_are_the_providers_own() -> None:
    names = {"en": "Harbour", "man_co": "not a language"}

    assert held(fund(legalFundNameOnly=names))[1].code == "record.shape"
    assert json.loads(placed(fund(own={"fund_id": 1, "fundId": 2})).canonical)["own"] == {"fund_id": 1, "fundId": 2}


def test_values_are_read_as_the_mapping_says() -> None:
    mapping = {
        "values": {
            "authorisationStatus": {"AUTH": "authorised"},
            "isEtf": {"J": True, "N": False},
            "riskLevel": {"low": 1},
            "trusteeName": {"N/A": None},
            "assetClass": {"3": "equity"},
        }
    }

    found = placed(
        fund(authorisationStatus="AUTH", isEtf="J", riskLevel="low", trusteeName="N/A", assetClass=3), mapping
    )

    assert (found.record.authorisation_status, found.record.is_etf, found.record.risk_level) == ("authorised", True, 1)
    assert (found.record.trustee_name, found.record.asset_class) == (None, "equity")


def test_a_wrong_value_is_shown_as_it_was_sent() -> None:
    mapping = {"names": {"waehrung": "fundCurrency"}}

    finding = held(without(fund(), "fundCurrency") | {"waehrung": "usd"}, mapping)[1]

    assert (finding.pointer, finding.received) == ("/funds/0/waehrung", "usd")


def test_a_missing_key_is_named_as_the_provider_would_name_it() -> None:
    mapping = {"names": {"klassen": "shareClasses", "kennung": "isin"}}
    record = without(fund(), "shareClasses") | {"klassen": [without(share_class(), "isin")]}

    assert held(record, mapping)[1].pointer == "/funds/0/klassen/0/kennung"


def test_a_held_record_says_whose_it_is_in_any_spelling() -> None:
    record = without(fund(3, manCo=5), "fundId", "shareClasses")
    record |= {"fund_id": "TST00003", "share_classes": [{"OFST020000": isin(3)}], "x\x00": 1}

    broken, finding = held(record)

    assert finding.code == "record.nul"
    assert (broken.key, broken.isins) == ("TST00003", (isin(3),))


@pytest.mark.parametrize("other", ["fund_currency", "OFST010410", "ofst010410"])
def test_two_keys_for_one_field_hold_the_record(other: str) -> None:
    finding = held(fund() | {other: "USD"})[1]

    assert finding.code == "record.double_key"
    assert f"`fundCurrency` and `{other}` both mean `fundCurrency`" in finding.message


def test_two_keys_for_one_list_halt_the_delivery() -> None:
    both = json.dumps({"funds": [], "fonds": []}).encode()
    contents = {INDEX: both, DOCUMENT: manifest("documents", []), DEAUTHORISED: manifest("deauthorised", [])}
    words = vocabulary({"names": {"fonds": "funds"}})

    with pytest.raises(Rejected) as caught:
        parse.delivery(contents.__getitem__, known_funds={}, known_documents={}, words=words)

    assert [finding.code for finding in caught.value.findings] == ["envelope.double_key"]


def test_a_known_record_is_known_only_to_the_vocabulary_that_read_it() -> None:
    raw = Raw(json.dumps(fund()).encode())

    assert PLAIN.digest(raw) == vocabulary({}).digest(raw)
    assert PLAIN.digest(raw) != vocabulary({"names": {"x": "manCo"}}).digest(raw)
    assert parsed([fund()], public=public_state(fund())).funds.known


def test_the_order_in_a_mapping_is_no_difference() -> None:
    one = vocabulary({"names": {"a": "manCo", "b": "isin"}})
    other = vocabulary({"values": {}, "names": {"b": "isin", "a": "manCo"}})

    assert one.identity == other.identity


def test_unknown_keys_are_counted_but_not_without_end() -> None:
    reading = Reading(PLAIN)

    for number in range(3):
        read(fund(1, houseView={"stars": 5}, **{f"x{number}-{n}": 1 for n in range(600)}), reading=reading)

    assert reading.unknown["funds.houseView"] == 3
    assert len(reading.unknown) == 1000


def test_at_most_fifty_unknown_names_are_told() -> None:
    (finding,) = parsed([fund(**{f"x{number:02}": 1 for number in range(60)})]).findings

    assert finding.message.count("funds.x") == 50
    assert finding.message.endswith("and 10 more.")


def test_records_that_are_spelled_alike_share_their_spelling() -> None:
    reading = Reading(PLAIN)
    record = without(fund(), "manCo") | {"man_co": "Harbour"}

    first, second = read(record, reading=reading), read(record, reading=reading)

    assert isinstance(first, Placed)
    assert isinstance(second, Placed)
    assert first.renamed is second.renamed
    assert first.renamed == {"/manCo": "man_co"}


REFUSED: dict[str, tuple[Any, str]] = {
    "no_object": ([], "Expected `object`"),
    "a_part_of_another_name": ({"keys": {}}, "unknown field `keys`"),
    "a_number_for_a_name": ({"names": {"a": 5}}, "names"),
    "an_empty_name": ({"names": {"": "manCo"}}, "names"),
    "an_unknown_target": ({"names": {"a": "manager"}}, "`a` stands for `manager`, which the contract doesn't have."),
    "a_slip_of_the_pen": ({"names": {"a": "funId"}}, "which the contract doesn't have. Did you mean `fundId`?"),
    "a_target_elsewhere": ({"names": {"a": "umbrella.isin"}}, "`umbrella.isin`, which the contract doesn't have"),
    "two_names": ({"names": {"a": "manCo", "b": "manCo"}}, "`a` and `b` both stand for `manCo` in funds"),
    "a_name_of_the_contract": ({"names": {"isin": "cfiCode"}}, "`isin` means `isin` in funds.shareClasses"),
    "an_id_of_openfunds": ({"names": {"ofst020000": "cfiCode"}}, "`ofst020000` means `isin`"),
    "two_meanings_in_one_place": ({"names": {"a": ["manCo", "legalForm"]}}, "`a` means `manCo` in funds and can't"),
    "a_swap": ({"names": {"manCo": "auditorName", "auditorName": "manCo"}}, "go round in a circle"),
    "a_ring": ({"names": {"a": "b", "b": "c", "c": "a"}}, "`a` → `b` → `c` → `a` go round in a circle."),
    "values_of_an_object": ({"values": {"umbrella": {"x": "y"}}}, "no plain value"),
    "values_of_nothing": ({"values": {"manager": {"x": "y"}}}, "`manager`"),
    "a_value_that_won_t_do": ({"values": {"isEtf": {"J": "ja"}}}, "`J` can't stand for ja in `isEtf`: it must be true"),
    "nothing_for_a_mandatory_key": ({"values": {"fundId": {"-": None}}}, "`-` can't stand for None in `fundId`"),
}


@pytest.mark.parametrize(("mapping", "problem"), REFUSED.values(), ids=REFUSED.keys())
def test_a_mapping_that_can_t_be_meant_is_refused(mapping: object, problem: str) -> None:
    with pytest.raises(UnusableMapping) as caught:
        vocabulary(mapping)

    assert problem in str(caught.value)


def test_all_faults_of_a_mapping_are_told_at_once() -> None:
    with pytest.raises(UnusableMapping) as caught:
        vocabulary({"names": {"a": "manager", "b": "trustee"}, "values": {"isEtf": {"J": "ja"}}})

    assert len(caught.value.problems) == 3


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=10,
)
NAMES = st.sampled_from(["a", "b", "isin", "manCo", "fund_id", "OFST020000", "funds", "aumFund.date", "date", "x.y"])


@given(mapping=JSON_VALUES | st.fixed_dictionaries({"names": st.dictionaries(NAMES, NAMES | st.lists(NAMES))}))
def test_no_mapping_does_worse_than_being_refused(mapping: object) -> None:
    with suppress(UnusableMapping):
        told = vocabulary(mapping).names()

        assert len({(line.meaning, line.place) for line in told}) == len(told)

"""Deliveries follow the feed contract, whatever their size."""

import json
from collections import Counter
from collections.abc import Iterable
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from stdnum import isin

from infra.deliveries import Delivery, demo_delivery, small_delivery, write_check, write_delivery

FUNDS = 40


@pytest.fixture(scope="module")
def first() -> Delivery:
    return demo_delivery(1, funds=FUNDS, processes=1)


@pytest.fixture(scope="module")
def whole() -> Delivery:
    return demo_delivery(1, pdfs=False)


def test_every_check_file_matches_its_file(tmp_path: Path) -> None:
    write_delivery(tmp_path, small_delivery())

    checks = sorted(path.name for path in tmp_path.glob("*.check"))
    assert checks == ["deauthorised.json.check", "document.json.check", "index.json.check"]
    for check in checks:
        digest, name = (tmp_path / check).read_text().removesuffix("\n").split("  ")
        assert sha256((tmp_path / name).read_bytes()).hexdigest() == digest
        assert check == f"{name}.check"


def test_every_pdf_is_named_by_its_digest_and_opens(first: Delivery) -> None:
    records = first.documents["documents"]
    assert len(records) >= FUNDS
    for record in records:
        pdf = first.files[record["fileName"]]

        assert record["fileName"] == f"{sha256(pdf).hexdigest()}.pdf"
        assert record["sizeInBytes"] == len(pdf)
        with pikepdf.open(BytesIO(pdf)) as opened:
            assert 1 <= len(opened.pages) <= 3
            assert opened.docinfo["/Title"]


def test_record_counts_and_ids_are_those_of_the_records(first: Delivery) -> None:
    assert first.index["recordCount"] == len(first.funds) == FUNDS
    assert first.documents["recordCount"] == len(first.documents["documents"])
    assert first.deauthorised["recordCount"] == 0
    assert _repeated(fund["fundId"] for fund in first.funds) == []
    assert _repeated(document["documentId"] for document in first.documents["documents"]) == []


def test_the_three_files_of_a_day_carry_one_envelope(first: Delivery) -> None:
    common = ("schemaVersion", "provider", "deliveryId", "generatedAt", "contentDate", "dataOperation")

    envelopes = [{key: sent[key] for key in common} for sent in first.envelopes()]

    assert envelopes[0] == envelopes[1] == envelopes[2]
    assert envelopes[0]["deliveryId"] == "DEMO-20261118-01"
    assert envelopes[0]["generatedAt"] == "2026-11-18T22:30:00+08:00"


def test_every_document_belongs_to_a_fund_or_umbrella_of_the_index(first: Delivery) -> None:
    known = {fund["fundId"] for fund in first.funds}
    known |= {fund["umbrella"]["umbrellaId"] for fund in first.funds if fund["umbrella"]}

    targets = {target["id"] for record in first.documents["documents"] for target in record["appliesTo"]}

    assert targets <= known
    assert targets >= {fund["fundId"] for fund in first.funds}


def test_documents_come_in_three_types_and_two_languages(first: Delivery) -> None:
    records = first.documents["documents"]

    assert {record["documentType"] for record in records} == {"PR", "KFS", "AR"}
    assert {language for record in records for language in record["languages"]} == {"en", "zh-Hant"}
    translated = [record for record in records if "translationOf" in record]
    ids = {record["documentId"] for record in records}
    assert translated
    assert all(record["translationOf"] in ids for record in translated)


def test_the_sample_holds_at_least_eight_hundred_funds_with_valid_and_unique_isins(whole: Delivery) -> None:
    isins = [one["isin"] for fund in whole.funds for one in fund["shareClasses"]]

    assert len(whole.funds) >= 800
    assert [one for one in isins if not isin.is_valid(one)] == []
    assert _repeated(isins) == []
    assert any(fund["umbrella"] for fund in whole.funds)


def test_money_is_a_decimal_string_and_charges_are_fractions(whole: Delivery) -> None:
    assert all(fund["shareClasses"] for fund in whole.funds)
    for fund in whole.funds:
        assert float(fund["aumFund"]["value"]) > 0
        assert isinstance(fund["aumFund"]["value"], str)
        for one in fund["shareClasses"]:
            assert isinstance(one["valuationNav"]["value"], str)
            assert 0 < one["ongoingCharges"] < 0.03


def test_authorisation_comes_before_launch_and_launch_before_the_first_day(whole: Delivery) -> None:
    for fund in whole.funds:
        assert fund["authorisationDate"] < fund["fundLaunchDate"] < whole.index["contentDate"]
        assert all(one["shareClassLaunchDate"] >= fund["fundLaunchDate"] for one in fund["shareClasses"])


def test_the_same_inputs_give_the_same_bytes_with_any_number_of_processes(first: Delivery, tmp_path: Path) -> None:
    again = demo_delivery(1, funds=FUNDS, processes=2)
    write_delivery(tmp_path / "first", first)
    write_delivery(tmp_path / "again", again)

    assert _files(tmp_path / "first") == _files(tmp_path / "again")


def test_the_bytes_are_still_those_of_the_release() -> None:
    """Fails on another machine, or after a change of layout: then say in the change log that digests moved."""
    names = [record["fileName"][:16] for record in small_delivery().documents["documents"]]

    assert names == ["7c7ebcdcd6ce80c6", "3685785a29688fa3"]


def test_another_seed_draws_other_figures_for_the_same_funds() -> None:
    one, other = (demo_delivery(1, funds=5, pdfs=False, seed=seed) for seed in "12")

    assert [fund["fundId"] for fund in one.funds] == [fund["fundId"] for fund in other.funds]
    assert [fund["aumFund"] for fund in one.funds] != [fund["aumFund"] for fund in other.funds]


def test_a_broken_delivery_is_written_as_broken_with_matching_checks(tmp_path: Path) -> None:
    delivery = small_delivery()
    delivery.funds[0]["fundCurrency"] = 7
    delivery.index["recordCount"] = 99

    write_delivery(tmp_path, delivery)

    sent = json.loads((tmp_path / "index.json").read_bytes())
    assert (sent["funds"][0]["fundCurrency"], sent["recordCount"]) == (7, 99)
    assert (tmp_path / "index.json.check").read_text().split()[0] == _digest(tmp_path / "index.json")


def test_an_edited_file_can_be_given_a_new_check(tmp_path: Path) -> None:
    write_delivery(tmp_path, small_delivery())
    (tmp_path / "index.json").write_bytes(b"{")

    write_check(tmp_path / "index.json")

    assert (tmp_path / "index.json.check").read_text() == f"{_digest(tmp_path / 'index.json')}  index.json\n"


def test_the_next_day_written_over_the_last_leaves_one_whole_delivery(tmp_path: Path) -> None:
    today = small_delivery()
    write_delivery(tmp_path, today)
    tomorrow = today.on_day(2)
    tomorrow.deauthorise(tomorrow.funds[0]["fundId"], reason="maturity")

    write_delivery(tmp_path, tomorrow)

    assert json.loads((tmp_path / "index.json").read_bytes())["deliveryId"] == "DEMO-20261119-01"
    assert (tmp_path / "index.json.check").read_text().split()[0] == _digest(tmp_path / "index.json")
    assert list(tmp_path.glob("*.part")) == []
    assert len(today.funds) == len(tomorrow.funds) + 1


def test_a_deauthorised_fund_takes_its_documents_along() -> None:
    delivery = small_delivery()
    fund_id = delivery.documents["documents"][0]["appliesTo"][0]["id"]

    record = delivery.deauthorise(fund_id, reason="merger")

    assert (record["fundId"], record["reason"], record["deauthorisationDate"]) == (fund_id, "merger", "2026-11-18")
    assert [sent["recordCount"] for sent in delivery.envelopes()] == [2, 1, 1]
    assert fund_id not in json.dumps([delivery.index, delivery.documents])


def _repeated(values: Iterable[str]) -> list[str]:
    return [value for value, count in Counter(values).items() if count > 1]


def _files(directory: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in directory.iterdir()}


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()

"""Whatever a provider calls its keys, the public gets the same bytes, and findings speak in the provider's names."""

import json
import re
from collections.abc import Callable, Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from fundfeed.models import Fund
from fundfeed.records.of_ids import OF_IDS
from fundfeed.services import map_names
from infra.deliveries import Delivery, small_delivery
from tests.factories.public_answers import Answers, every_public_answer, get
from tests.factories.site import Site, open_site

OWN = {
    "deliveryId": "livraison",
    "generatedAt": "genereLe",
    "contentDate": "dateDonnees",
    "recordCount": "nombre",
    "funds": "fonds",
    "documents": "pieces",
    "deauthorised": "retraits",
    "fundId": "code",
    "legalFundNameOnly": "nom",
    "fullShareClassName": "nom",
    "umbrella": "ombrelle",
    "umbrellaName": "nom",
    "authorisationStatus": "agrement",
    "manCo": "gestion/societe",
    "shareClasses": "parts",
    "isin": "codeIsin",
    "valuationNav": "vl",
    "aumFund": "encours",
    "value": "montant",
    "documentId": "piece",
    "documentType": "genre",
    "appliesTo": "concerne",
}
MAPPING = {
    "names": {
        **{own: name for name, own in OWN.items() if own != "nom"},
        "nom": ["legalFundNameOnly", "fullShareClassName", "umbrellaName"],
        "montant": ["aumFund.value", "valuationNav.value", "checksum.value"],
    },
    "values": {"authorisationStatus": {"AGR": "authorised"}, "documentType": {"PROSPECTUS": "PR"}},
}
OWN_VALUES = {"authorised": "AGR", "PR": "PROSPECTUS"}
ABOUT_THE_FILE = ("deliveryId", "contentDate", "pointer")


def renamed(value: Any, name_of: Callable[[str], str]) -> Any:
    if isinstance(value, dict):
        return {name_of(key): renamed(item, name_of) for key, item in value.items()}
    return [renamed(item, name_of) for item in value] if isinstance(value, list) else value


def respelled(delivery: Delivery, name_of: Callable[[str], str]) -> Delivery:
    index, documents, deauthorised = (renamed(sent, name_of) for sent in delivery.envelopes())
    return Delivery(index, documents, deauthorised, delivery.files)


def snake_case(key: str) -> str:
    return re.sub(r"([A-Z])", r"_\1", key).lower() if key.isalnum() else key


def of_id(key: str) -> str:
    ids = {name: of_id for group in OF_IDS.values() for name, of_id in group.items()}
    return ids.get(key, key).lower() if key in ("manCo", "isin") else ids.get(key, key)


def bare(delivery: Delivery) -> Delivery:
    lists: list[Any] = [delivery.funds, delivery.documents["documents"], delivery.deauthorised["deauthorised"]]
    index, documents, deauthorised = lists
    return Delivery(index, documents, deauthorised, delivery.files)


def in_own_words(delivery: Delivery) -> Delivery:
    """As a provider sends it that never heard of the contract."""
    translated = respelled(delivery, lambda key: OWN.get(key, key))
    for fund in translated.index["fonds"]:
        fund["agrement"] = OWN_VALUES[fund["agrement"]]
    for document in translated.documents["pieces"]:
        document["genre"] = OWN_VALUES.get(document["genre"], document["genre"])
    return translated


def first_delivery() -> Delivery:
    delivery = small_delivery()
    delivery.fund("DEM00001")["umbrella"] = {
        "umbrellaId": "UMB-1",
        "umbrellaName": {"en": "Harbour", "zh-Hant": "海港"},
    }
    return delivery


Publish = Callable[..., Answers]


@pytest.fixture
def publish(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Publish:
    """What the public gets after this delivery to an empty record; the record is empty again afterwards."""

    def publish(delivery: Delivery, mapping: object = None) -> Answers:
        with transaction.atomic():
            site = open_site(tmp_path / str(len(list(tmp_path.iterdir()))), monkeypatch)
            map_names(
                provider=site.provider, mapping=mapping or {}, by="operator", approved_by="chris", reason="their words"
            )
            site.deliver(delivery)
            report = site.sync()
            assert (report.outcome, report.findings) == ("applied", [])
            answers = every_public_answer()
            transaction.set_rollback(True)
        assert not Fund.objects.exists()
        return answers

    return publish


@pytest.mark.parametrize("name_of", [snake_case, of_id])
def test_snake_case_and_openfunds_ids_publish_the_same_bytes(name_of: Callable[[str], str], publish: Publish) -> None:
    delivery = respelled(first_delivery(), name_of)
    assert delivery.index != first_delivery().index

    assert publish(delivery) == publish(first_delivery())


def test_bare_arrays_publish_the_same_but_for_what_an_envelope_says(publish: Publish) -> None:
    assert facts(publish(bare(first_delivery()))) == facts(publish(first_delivery()))


def test_a_provider_with_other_names_publishes_the_same_with_a_mapping(publish: Publish) -> None:
    told = publish(in_own_words(first_delivery()), MAPPING)

    expected = publish(first_delivery())
    assert told.keys() == expected.keys()
    for address, (status, _, body) in told.items():
        assert (status, body.replace(b'"/fonds/', b'"/funds/')) == (expected[address][0], expected[address][2])


def facts(answers: Answers) -> Mapping[str, Any]:
    """The answers without the status, and without what they say about the file that they come from."""
    kept: dict[str, Any] = {}
    for address, (_, _, body) in answers.items():
        if address.endswith(".pdf"):
            kept[address] = body
        elif not address.endswith("/status/"):
            kept[address] = json.loads(body)
            kept[address].get("publication", {}).update(dict.fromkeys(ABOUT_THE_FILE))
    return kept


def broken(delivery: Delivery) -> Delivery:
    first, second, third = delivery.funds
    first["shareClasses"][0]["isin"] = "IE00B4L5Y984"
    first["aumFund"] = {"value": 12.5, "currency": "USD", "date": "2026-11-18"}
    del second["manCo"]
    third["shareClasses"][0]["valuationNav"] = {"value": "-1", "date": "2026-11-18"}
    return delivery


@pytest.fixture
def french(site: Site) -> Site:
    """A provider whose names were mapped."""
    map_names(provider=site.provider, mapping=MAPPING, by="operator", approved_by="chris", reason="their words")
    return site


def test_findings_point_into_the_bytes_as_they_were_sent(french: Site) -> None:
    french.deliver(in_own_words(broken(first_delivery())))

    found = {finding["pointer"]: finding["received"] for finding in french.sync().findings}

    sent = json.loads(french.file("index.json").read_text())
    assert found == {
        "/fonds/0/encours/montant": "12.5",
        "/fonds/1/gestion~1societe": "",
        "/fonds/2/parts/0/vl/montant": "-1",
    }
    assert sent["fonds"][0]["encours"]["montant"] == 12.5


def test_rules_between_records_point_into_the_bytes_as_they_were_sent(french: Site) -> None:
    delivery = first_delivery()
    delivery.fund("DEM00002")["shareClasses"][0]["isin"] = "IE00B4L5Y984"
    french.deliver(in_own_words(delivery))

    assert french.sync().finding("fund.isin")["pointer"] == "/fonds/1/parts/0/codeIsin"


def test_a_halt_points_into_the_bytes_as_they_were_sent(french: Site) -> None:
    delivery = first_delivery()
    delivery.index["recordCount"] = 7
    french.deliver(in_own_words(delivery))

    report = french.sync()

    assert report.outcome == "halted: unreadable"
    assert report.finding("envelope.record_count")["pointer"] == "/nombre"


def test_unknown_keys_are_told_once_for_each_file_and_kept(site: Site) -> None:
    delivery = first_delivery()
    for fund in delivery.funds:
        fund["houseView"] = {"stars": 5}
        fund["shareClasses"][0]["desk"] = "A"
    delivery.index["comment"] = "from the night shift"
    site.deliver(delivery)

    report = site.sync()

    finding = report.finding("keys.unknown")
    assert (report.outcome, finding["severity"], finding["file"]) == ("applied", "warn", "index.json")
    assert "`funds.houseView` (3), `funds.shareClasses.desk` (3), `comment` (1)" in finding["message"]
    assert Fund.objects.get(pk="DEM00001").record["houseView"] == {"stars": 5}


def test_a_new_mapping_reads_the_same_bytes_again_and_then_no_more(site: Site) -> None:
    delivery = first_delivery()
    for fund in delivery.funds:
        fund["depositary"] = "Harbour Custody"
        fund.pop("custodianBankName", None)
    site.deliver(delivery)
    assert site.sync().codes == ["keys.unknown"]

    map_names(
        provider=site.provider,
        mapping={"names": {"depositary": "custodianBankName"}},
        by="operator",
        approved_by="chris",
        reason="their words",
    )
    again, once_more = site.sync(), site.sync()

    assert (again.outcome, again.codes, again.content["counts"]["changed"]) == ("applied", [], 3)
    assert get("/funds/DEM00001/")["custodianBankName"] == "Harbour Custody"
    assert once_more.outcome == "unchanged"


def test_records_that_read_the_same_under_a_new_mapping_are_known_again_the_next_day(published: Site) -> None:
    before = set(Fund.objects.values_list("source_sha256", flat=True))
    map_names(
        provider=published.provider,
        mapping={"names": {"depositary": "custodianBankName"}},
        by="operator",
        approved_by="chris",
        reason="their words",
    )

    reread = published.sync()

    after = set(Fund.objects.values_list("source_sha256", flat=True))
    assert (reread.exit_code, reread.content["counts"]["changed"], reread.content["counts"]["versions"]) == (0, 0, 0)
    assert len(after) == len(before) == 3
    assert not after & before


def test_two_spellings_of_one_key_hold_the_record_and_keep_its_fund(published: Site) -> None:
    delivery = published.next_day()
    twice = delivery.fund("DEM00001")
    twice["OFST001020"] = "Someone Else"
    before = deepcopy(get("/funds/DEM00001/"))
    published.deliver(delivery)

    report = published.sync()

    finding = report.finding("record.double_key")
    assert (finding["pointer"], finding["subject"]) == ("/funds/0", "DEM00001")
    assert "`manCo` and `OFST001020`" in finding["message"]
    assert get("/funds/DEM00001/") == before

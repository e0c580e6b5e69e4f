"""A public record with everything that lists, filters and search have to cope with; published once per module."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from infra.deliveries import Delivery, demo_delivery, small_delivery
from tests.factories.site import open_site

FUNDS = 45
ODD_NAME = "3e5 0x1f 1.5x v2.0 2² ½ ٣٤ Ⅳ İzmir Łódź Ελλάδα Россия कोष ไทย 한국 ファンド 1st.co.uk a-b a/b"


def a_varied_delivery() -> Delivery:
    """Real funds, and among them twins, accents, punctuation, Chinese, every status, and unknown values."""
    delivery, small = demo_delivery(1, funds=FUNDS, pdfs=False), small_delivery()
    delivery.documents["documents"], delivery.files = small.documents["documents"], small.files
    for fund in delivery.funds[10:13]:
        fund["legalFundNameOnly"] = {"en": "Twin Fund"}
        fund["authorisationDate"] = "2015-05-05"
    delivery.funds[13]["legalFundNameOnly"] = {"en": "Crédit Épargne Straße", "zh-Hant": "信貸儲蓄基金"}
    delivery.funds[14]["legalFundNameOnly"] = {"en": 'O\'Neill "Growth" 100% \\ & Income_Fund!'}
    delivery.funds[19]["legalFundNameOnly"] = {"en": ODD_NAME}
    delivery.funds[15]["authorisationStatus"] = "suspended"
    delivery.funds[16]["authorisationStatus"] = "in liquidation"
    delivery.funds[17]["isEtf"] = False
    delivery.funds[21]["formerNames"] = [{"name": {"en": "Zebra Income Fund", "zh-Hant": "斑馬股息"}}]
    delivery.funds[23]["legalFundNameOnly"] = {"en": "Zeta Dividend", "zh-Hant": "安聯股息"}
    delivery.funds[23]["leiOfFund"] = "529900T8BM49AURSDO55"
    for number in range(30, 42):
        umbrella, house = (
            {"umbrellaId": f"UMB {number // 3}/a", "umbrellaName": {"en": "U"}},
            {"en": f"É & {number // 2}"},
        )
        delivery.funds[number] |= {"umbrella": umbrella, "fundGroupName": house}
    for number, name in enumerate(("Quill", "Quillon Bond", "Best Quilling", "Zulu Bond"), start=24):
        delivery.funds[number]["legalFundNameOnly"] = {"en": name}
    delivery.funds[27]["formerNames"] = [{"name": {"en": "Quill Bond"}}]
    for name in ("isEtf", "assetClass", "fundGroupName", "riskLevel"):
        del delivery.funds[18][name]
    delivery.recount()
    return delivery


@pytest.fixture(scope="module")
def public_record(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Delivery]:
    """The delivery of the second day, after which one fund is deauthorised and one terminated."""
    with django_db_blocker.unblock(), transaction.atomic(), pytest.MonkeyPatch.context() as patch:
        site = open_site(tmp_path_factory.mktemp("api") / "site", patch)
        site.deliver(a_varied_delivery())
        assert site.sync().outcome == "applied"
        second = site.next_day()
        second.deauthorise(second.funds[20]["fundId"], reason="merger")
        second.deauthorise(second.funds[21]["fundId"], authorisationStatus="terminated")
        site.deliver(second)
        assert site.sync().outcome == "applied"
        yield second
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def untouched(public_record: Delivery, db: None) -> None:
    """Each test has a savepoint of its own: a query that fails in one doesn't spoil the record for the next."""

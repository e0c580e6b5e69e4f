"""A delivery with everything that lists, filters and search have to cope with."""

from infra.deliveries import Delivery, demo_delivery, small_delivery

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

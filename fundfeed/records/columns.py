"""Columns of tables with one row for each share class; the openfunds ids are those of `of_ids`."""

from msgspec import Struct

from .of_ids import OF_IDS


class Column(Struct, frozen=True):
    """A value of the fund or of the share class: where it stands in the body, and what readers call it."""

    path: tuple[str, ...]
    label: str
    is_of_share_class: bool = False

    @property
    def name(self) -> str:
        """The name as the API has it, with dots between members."""
        return ".".join(("shareClasses", *self.path) if self.is_of_share_class else self.path)

    @property
    def of_id(self) -> str:
        """The id in openfunds; "" for what openfunds doesn't have."""
        if self.is_of_share_class:
            return OF_IDS["shareClasses"].get(self.path[0], "")
        if self.path[0] == "umbrella":
            return OF_IDS["umbrella"].get(self.path[1], "")
        return OF_IDS["funds"].get(self.path[0], "")


def _fund(path: str, label: str) -> Column:
    return Column(tuple(path.split("/")), label)


def _share_class(path: str, label: str) -> Column:
    return Column(tuple(path.split("/")), label, is_of_share_class=True)


COLUMNS = (
    _fund("fundId", "Fund ID"),
    _share_class("isin", "ISIN"),
    _fund("legalFundNameOnly/en", "Fund"),
    _fund("legalFundNameOnly/zh-Hant", "Fund, in Chinese"),
    _share_class("fullShareClassName/en", "Share class"),
    _share_class("fullShareClassName/zh-Hant", "Share class, in Chinese"),
    _fund("umbrella/umbrellaId", "Umbrella ID"),
    _fund("umbrella/umbrellaName/en", "Umbrella"),
    _fund("fundGroupName/en", "Fund house"),
    _fund("manCo", "Management company"),
    _fund("leiOfFund", "LEI of the fund"),
    _fund("leiOfManCo", "LEI of the management company"),
    _fund("authorisationStatus", "Status"),
    _fund("authorisationDate", "Authorised on"),
    _fund("deauthorisation/deauthorisationDate", "Deauthorised on"),
    _fund("fundDomicileAlpha2", "Domicile"),
    _fund("legalForm", "Legal form"),
    _fund("assetClass", "Asset class"),
    _fund("geography", "Geography"),
    _fund("riskLevel", "Risk level, 1 to 5"),
    _fund("isEtf", "ETF"),
    _fund("fundCurrency", "Fund currency"),
    _fund("aumFund/value", "Fund size"),
    _fund("aumFund/currency", "Fund size, currency"),
    _fund("aumFund/date", "Fund size, date"),
    _fund("fundLaunchDate", "Fund launched on"),
    _fund("fiscalYearEnd", "Financial year ends"),
    _fund("trusteeName", "Trustee"),
    _fund("custodianBankName", "Custodian"),
    _fund("auditorName", "Auditor"),
    _share_class("shareClassCurrency", "Share class currency"),
    _share_class("shareClassDistributionPolicy", "Distribution policy"),
    _share_class("shareClassLifecycle", "Lifecycle"),
    _share_class("investmentStatus", "Investment status"),
    _share_class("shareClassLaunchDate", "Share class launched on"),
    _share_class("ongoingCharges", "Ongoing charges, decimal"),
    _share_class("cfiCode", "CFI code"),
    _share_class("valuationNav/value", "NAV"),
    _share_class("valuationNav/currency", "NAV, currency"),
    _share_class("valuationNav/date", "NAV, date"),
    _fund("publication/version", "Version"),
    _fund("publication/publishedAt", "Version published at"),
)

import type { components } from "../src/lib/schema.d.ts";

type Schemas = components["schemas"];

/** A fund as the list shows it. */
export function summary(fund: Schemas["FundDetail"]): Schemas["FundSummary"] {
  return {
    fundId: fund.fundId,
    legalFundNameOnly: fund.legalFundNameOnly,
    umbrella: fund.umbrella ?? null,
    fundGroupName: fund.fundGroupName ?? null,
    manCo: fund.manCo,
    authorisationStatus: fund.authorisationStatus,
    authorisationDate: fund.authorisationDate,
    fundDomicileAlpha2: fund.fundDomicileAlpha2,
    fundCurrency: fund.fundCurrency,
    assetClass: fund.assetClass ?? null,
    isEtf: fund.isEtf ?? null,
    riskLevel: fund.riskLevel ?? null,
    shareClassCount: fund.shareClasses.length,
    documentCount: fund.documents.length,
    aumFund: fund.aumFund ?? null,
    deauthorisationDate: fund.deauthorisation?.deauthorisationDate ?? null,
    isins: fund.shareClasses.map((shareClass) => shareClass.isin),
  };
}

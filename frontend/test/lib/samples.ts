import { FUNDS } from "../../mock/fixtures.ts";
import { summary } from "../../mock/summary.ts";
import type { Wire } from "../../src/lib/api.ts";

export const fund = (fundId: string) => FUNDS.find((known) => known.fundId === fundId) as Wire["FundDetail"];
export const list = (...fundIds: string[]): Wire["FundList"] => ({
  results: fundIds.map((fundId) => summary(fund(fundId))),
  next: null,
  previous: null,
  total: { value: fundIds.length, relation: "eq" },
  isApproximate: false,
  searchedFor: null,
});

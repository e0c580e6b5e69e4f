import type { components } from "../src/lib/schema.d.ts";

type Fund = components["schemas"]["FundDetail"];

/** The fund; if it is the one whose management company two people corrected, it says so. */
export function corrected(fund: Fund): Fund {
  if (fund.fundId !== "DEM00020") return fund;
  const reason = "Confirmed by the provider in writing";
  const correction = { field: "/manCo", providerValue: "Former Managers Limited", correctedValue: fund.manCo, reason };
  return { ...fund, corrections: [{ ...correction, since: "2026-11-18" }] };
}

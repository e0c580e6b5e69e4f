import type { Wire } from "../api.ts";
import type { Context } from "./context.ts";

type Correction = Wire["PublishedCorrection"];

/** By field of the fund, what stands in place of the provider's value, since when and why. */
export function correctionsByField(corrections: readonly Correction[], context: Context): ReadonlyMap<string, string> {
  const byField = new Map<string, string>();
  for (const correction of corrections) {
    const field = fieldOf(correction);
    const before = byField.get(field);
    const sentence = context.t("fund.correctedSince", facts(correction, context));
    byField.set(field, before ? `${before} ${sentence}` : sentence);
  }
  return byField;
}

/** A sentence for each correction that no fact of the page can show, such as those of share classes. */
export function otherCorrections(
  corrections: readonly Correction[],
  shown: ReadonlySet<string | undefined>,
  context: Context,
): readonly string[] {
  return corrections
    .filter((correction) => !shown.has(fieldOf(correction)))
    .map((correction) => context.t("fund.corrected", facts(correction, context)));
}

const fieldOf = ({ field }: Correction): string => field.split("/")[1] ?? "";

function facts({ field, providerValue, reason, since }: Correction, { t, f }: Context) {
  const stated = typeof providerValue === "string" ? providerValue : JSON.stringify(providerValue);
  return {
    field: field.slice(1).replaceAll("/", " › "),
    value: providerValue === null ? t("fund.correctedNothing") : stated,
    reason,
    date: f.date(since),
  };
}

import type { Wire } from "../api.ts";
import { DAYS, FILTERS } from "../query.ts";
import type { Context } from "./context.ts";

export interface ProblemView {
  readonly sentences: readonly string[];
  /** The same search without what the API did not accept. */
  readonly restart: string;
}

/** An API refusal of the search's address, in words that help. */
export function problemView(problem: Wire["Problem"], restart: string, { t }: Context): ProblemView {
  const { parameter, received, accepted } = problem;
  if (parameter === "cursor") return { sentences: [t("error.cursor")], restart };
  if (!parameter || typeof received !== "string") return { sentences: [t("error.invalid")], restart };
  const filter = [...FILTERS, ...DAYS].find((known) => known === parameter);
  const days = { asOf: "past.label", since: "changes.since" } as const;
  const day = days[parameter as keyof typeof days];
  const name = filter ? t(`facet.${filter}`) : day ? t(day) : parameter;
  return {
    sentences: [
      t("error.parameter", { received, parameter: name }),
      ...(accepted?.length ? [t("error.accepted", { values: accepted.join(", ") })] : []),
    ],
    restart,
  };
}

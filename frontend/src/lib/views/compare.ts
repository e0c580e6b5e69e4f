import type { Wire } from "../api.ts";
import { type LocalText, localText } from "../text.ts";
import type { Context } from "./context.ts";
import { type Fact, type FactGroup, factGroups } from "./facts.ts";

export interface ComparedFund {
  readonly fundId: string;
  readonly name: LocalText;
  readonly href: string;
  /** The same comparison without this fund. */
  readonly without: string;
}

export interface ComparedRow {
  readonly term: string;
  readonly cells: readonly (Fact | undefined)[];
  readonly differs: boolean;
}

export interface CompareView {
  readonly funds: readonly ComparedFund[];
  readonly groups: readonly { readonly title: string; readonly rows: readonly ComparedRow[] }[];
}

export const MOST = 4;
const NAMES = ["fundId", "leiOfFund", "legalFundNameOnly", "legalFundNameIncludingUmbrella", "formerNames"];

/** Which funds an address compares: the first four, each once. */
export function comparedIds(params: URLSearchParams): readonly string[] {
  return [...new Set(params.getAll("id").filter((id) => id !== ""))].slice(0, MOST);
}

/** Funds side by side: every fact that at least one of them states, in the order of a fund's own page. */
export function compareView(funds: readonly Wire["FundDetail"][], context: Context): CompareView {
  const ids = funds.map(({ fundId }) => fundId);
  const stated = funds.map((fund) => factGroups(fund, context).map(comparable));
  const titles = [...new Set(stated.flat().flatMap(({ title, facts }) => (facts.length > 0 ? [title] : [])))];
  return {
    funds: funds.map(({ fundId, legalFundNameOnly }) => ({
      fundId,
      name: localText(legalFundNameOnly, context.locale),
      href: context.href(`/funds/${fundId}`),
      without: addressOf(
        ids.filter((id) => id !== fundId),
        context,
      ),
    })),
    groups: titles.map((title) => ({
      title,
      rows: rowsOf(stated.map((groups) => groups.find((group) => group.title === title)?.facts ?? [])),
    })),
  };
}

/** Without what differs for any two funds, since that is how they are told apart. */
function comparable({ title, facts }: FactGroup): FactGroup {
  return { title, facts: facts.filter(({ field }) => field !== undefined && !NAMES.includes(field)) };
}

function rowsOf(columns: readonly (readonly Fact[])[]): readonly ComparedRow[] {
  const terms = [...new Set(columns.flatMap((facts) => facts.map(({ term }) => term)))];
  return terms.map((term) => {
    const cells = columns.map((facts) => facts.find((fact) => fact.term === term));
    return { term, cells, differs: new Set(cells.map(said)).size > 1 };
  });
}

const said = (fact: Fact | undefined): string => JSON.stringify(fact?.values ?? null);

function addressOf(ids: readonly string[], { href }: Context): string {
  return `${href("/compare")}?${new URLSearchParams(ids.map((id) => ["id", id]))}`;
}

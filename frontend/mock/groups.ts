/** Fund houses of the made-up funds, and one day on which something changed. */
import type { components } from "../src/lib/schema.d.ts";
import { FUNDS } from "./fixtures.ts";

type Schemas = components["schemas"];
type Fund = Schemas["FundDetail"];

const nameOf = (fund: Fund): string => fund.fundGroupName?.["en"] ?? "";
const slugOf = (name: string): string => name.toLowerCase().replace(/[^a-z]+/g, "-");
const NAMES = [...new Set(FUNDS.map(nameOf))].sort();

function group(name: string): Schemas["FundGroup"] {
  const funds = FUNDS.filter((fund) => nameOf(fund) === name && !fund.deauthorisation);
  const slug = slugOf(name);
  return {
    slug,
    name: funds[0]?.fundGroupName ?? { en: name },
    fundCount: funds.length,
    url: `/api/v1/fund-groups/${slug}/`,
    fundsUrl: `/api/v1/funds/?fundGroupName=${encodeURIComponent(name)}`,
  };
}

export const houses = (): Schemas["FundGroupList"] => ({ results: NAMES.map(group), next: null, previous: null });

export function house(slug: string): Schemas["FundGroupDetail"] | undefined {
  const name = NAMES.find((known) => slugOf(known) === slug);
  if (name === undefined) return undefined;
  const funds = FUNDS.filter((fund) => nameOf(fund) === name);
  const umbrella = funds.find((fund) => fund.umbrella)?.umbrella;
  const classes = [...new Set(funds.flatMap((fund) => fund.assetClass ?? []))];
  return {
    ...group(name),
    withdrawnCount: funds.filter((fund) => fund.deauthorisation).length,
    umbrellas: umbrella ? [{ ...umbrella, fundCount: 5, url: "", fundsUrl: "" }] : [],
    assetClasses: classes.map((value) => ({ value, count: 1 })),
  };
}

const CHANGED = "2026-11-18T22:41:07Z";

/** Changes of three funds, one on a page. */
export function changes(since: string, kinds: readonly string[]): Schemas["ChangeList"] {
  const all = [
    change(0, "changed", ["manCo"]),
    change(18, "documentPublished", ["documents"]),
    change(60, "deauthorised", []),
  ];
  const start = since.startsWith("after-") ? Number(since.slice(6)) : 0;
  const found = all.filter(({ kinds: [kind] }) => kinds.length === 0 || kinds.includes(kind ?? ""));
  const token = `after-${start + 1}`;
  const results = found.slice(start, start + 1);
  return { results, token, next: `/api/v1/changes/?since=${token}`, hasMore: start + 1 < found.length };
}

function change(n: number, kind: Schemas["Change"]["kinds"][number], fields: string[]): Schemas["Change"] {
  const { fundId, legalFundNameOnly, fundGroupName = null, publication, documents } = FUNDS[n] as Fund;
  const [document] = documents;
  const added = { ...(document as Schemas["PublishedDocument"]), kind: "published" as const };
  return {
    ...{ sequence: n, at: CHANGED, fundId, legalFundNameOnly, fundGroupName, version: 2, kinds: [kind], fields },
    documents: kind === "documentPublished" ? [added] : [],
    sha256: publication.sha256,
    url: `/api/v1/funds/${fundId}/`,
  };
}

/** The past of the made-up funds: two versions at most, a year of figures, and one source for all. */
import type { components } from "../src/lib/schema.d.ts";
import { FUNDS, sha256 } from "./fixtures.ts";

type Schemas = components["schemas"];
type Fund = Schemas["FundDetail"];

export const FIRST_DAY = "2026-09-01";
const SECOND = "2026-11-18T22:41:07Z";
const FIRST = `${FIRST_DAY}T22:40:00Z`;
const DAYS = 260;

const source = (fund: Fund): Schemas["DeliverySource"] => ({
  kind: "delivery",
  provider: fund.publication.provider,
  deliveryId: fund.publication.deliveryId,
  contentDate: fund.publication.contentDate,
  file: fund.publication.file,
  fileSha256: sha256("index.json"),
  pointer: fund.publication.pointer,
});

/** The versions of a fund, the newest first; the second changed its management company. */
function versions(fund: Fund): Schemas["VersionList"] {
  const change = { pointer: "/manCo", old: "Former Managers Limited", new: fund.manCo };
  const status = { pointer: "/authorisationStatus", old: null, new: fund.authorisationStatus };
  return {
    fundId: fund.fundId,
    results: [
      { ...entry(fund, 2, SECOND, null), changes: [change, status] },
      { ...entry(fund, 1, FIRST, SECOND), changes: [] },
    ],
    next: null,
  };
}

function entry(fund: Fund, version: number, validFrom: string, validTo: string | null) {
  const digest = sha256(`${fund.fundId} ${version}`);
  return { version, sequence: version, validFrom, validTo, sha256: digest, source: source(fund) };
}

/** What was public in a version, without figures and without its own publication. */
export function version(fund: Fund, number: number): Schemas["FundProfile"] | undefined {
  if (number !== 1 && number !== 2) return undefined;
  const profile = { ...fund, aumFund: null } as Schemas["FundProfile"] & { publication?: unknown };
  delete profile.publication;
  return number === 1 ? { ...profile, manCo: "Former Managers Limited" } : profile;
}

export const versionOn = (day: string): number => (day < FIRST_DAY ? 0 : day < SECOND.slice(0, 10) ? 1 : 2);

const ELSEWHERE = ["publication", "corrections", "shareClasses", "documents", "aumFund"];

/** The fund's own fields, those of objects one by one. */
function fieldsOf(fund: Fund): string[] {
  const own = Object.entries(fund).filter(([name]) => !ELSEWHERE.includes(name));
  const isObject = (value: unknown): value is object =>
    typeof value === "object" && value !== null && !Array.isArray(value);
  return own.flatMap(([name, value]) =>
    isObject(value) ? Object.keys(value).map((part) => `${name}/${part}`) : [name],
  );
}

function provenance(fund: Fund): Schemas["Provenance"] {
  const since = { sinceVersion: 1, since: FIRST, source: source(fund) };
  const own = fieldsOf(fund).map((name) => ({ pointer: `/${name}`, ...since }));
  const classes = fund.shareClasses.map(({ isin }, place) => ({
    pointer: `/shareClasses/${place}/shareClassCurrency`,
    isin,
    ...since,
  }));
  return {
    fundId: fund.fundId,
    version: 2,
    fields: [...own, { pointer: "/aumFund", source: source(fund) }, ...classes],
  };
}

function figures(fund: Fund, asked: URLSearchParams): Schemas["Figures"] {
  const { deliveryId } = fund.publication;
  const dates = Array.from({ length: DAYS }, (_, n) =>
    new Date(Date.UTC(2026, 10, 18 - (DAYS - n))).toISOString().slice(0, 10),
  );
  const wave = (n: number, start: number) => start * (1 + 0.08 * Math.sin(n / 17) + 0.04 * Math.sin(n / 5) + n / 1500);
  const valuationNav = fund.shareClasses
    .filter(({ valuationNav }) => valuationNav)
    .map(({ isin, shareClassCurrency: currency }, place) => ({
      isin,
      values: dates.map((date, n) => ({ date, value: wave(n + place * 9, 100).toFixed(4), currency, deliveryId })),
    }));
  const ends = dates.filter((_, n) => n % 22 === 0);
  const currency = fund.fundCurrency;
  const aumFund = fund.aumFund
    ? ends.map((date, n) => ({ date, value: `${wave(n * 9, 2_000_000_000).toFixed(0)}`, currency, deliveryId }))
    : [];
  const navDays = valuationNav.map(({ isin, values }) => ({ isin, days: values.length }));
  const one = valuationNav.find(({ isin }) => isin === asked.get("isin")) ?? valuationNav[0];
  const drawn = asked.get("navs") === "one" ? valuationNav.filter((series) => series === one) : valuationNav;
  return { fundId: fund.fundId, from: dates[0] ?? "", to: dates.at(-1) ?? "", aumFund, navDays, valuationNav: drawn };
}

/** What the API says below a fund's address; undefined where it has nothing. */
export function aboutFund(fundId: string, rest: string, asked: URLSearchParams): object | undefined {
  const fund = fundOf(fundId);
  const number = /^versions\/(\d+)\/$/.exec(rest)?.[1];
  if (!fund) return undefined;
  if (number) return version(fund, Number(number));
  const answers = { "versions/": versions, "provenance/": provenance, "figures/": figures };
  return answers[rest as keyof typeof answers]?.(fund, asked);
}

const fundOf = (fundId: string): Fund | undefined => FUNDS.find((fund) => fund.fundId === fundId);

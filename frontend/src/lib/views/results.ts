import type { Wire } from "../api.ts";
import { FUNDS_IN_CSV } from "../exports.ts";
import { label } from "../labels.ts";
import {
  change,
  cursorOf,
  DAYS,
  effectiveSort,
  type Filter,
  FILTERS,
  type SearchQuery,
  type Sort,
  SORTS,
  toSearch,
  without,
  withoutDay,
} from "../query.ts";
import { english, type LocalText, localText, plain } from "../text.ts";
import type { Context } from "./context.ts";
import { valueName } from "./facets.ts";
import { statusView, type StatusView } from "./status.ts";

export interface FundRow {
  readonly fundId: string;
  readonly href: string;
  readonly name: LocalText;
  readonly umbrella?: LocalText;
  readonly house: LocalText;
  readonly status: StatusView;
  readonly domicile: string;
  readonly assetClass?: string;
  readonly size?: { readonly amount: string; readonly asOf?: string };
  readonly shareClasses: string;
  readonly documents: string;
}

export interface Chip {
  readonly title: string;
  readonly name: LocalText;
  readonly href: string;
}

export interface PageLinks {
  readonly previous?: string;
  readonly next?: string;
}

export interface SortLink {
  readonly sort: Sort;
  readonly text: string;
  readonly href: string;
  readonly current: boolean;
}

export interface ResultsView {
  readonly total: string;
  /** What a table of it would hold: all, or as many as fit. */
  readonly table: string;
  /** Set where the API stopped counting. */
  readonly capped?: string;
  /** What was searched for, when nothing was found for what was typed. */
  readonly instead?: string;
  readonly rows: readonly FundRow[];
  readonly someUntranslated: boolean;
  readonly pages: PageLinks;
}

/** One page of the search's results. */
export function resultsView(list: Wire["FundList"], query: SearchQuery, context: Context): ResultsView {
  const rows = list.results.map((fund) => fundRow(fund, context));
  return {
    total: totalText(list.total, context),
    table: tableText(list.total, context),
    ...(list.total.relation === "gte" ? { capped: context.t("search.capped") } : {}),
    ...(list.searchedFor ? { instead: context.t("search.instead", { words: list.searchedFor }) } : {}),
    rows,
    someUntranslated: rows.some((row) => row.name.lang !== undefined),
    pages: pageLinks(list, context.href("/funds"), query),
  };
}

/** How many there are; above the API's counting limit, that there are more. */
export function totalText({ value, relation }: Wire["Total"], { t, f }: Context): string {
  const count = f.count(value);
  return relation === "gte" ? t("search.totalMore", { count }) : t.plural("search.total", value, count);
}

function tableText({ value }: Wire["Total"], { t, f }: Context): string {
  return value > FUNDS_IN_CSV ? t("search.csvFirst", { count: f.count(FUNDS_IN_CSV) }) : t("search.csv");
}

/** The addresses of the neighbouring pages, keeping the search as it is. */
export function pageLinks(
  list: Pick<Wire["FundList"], "next" | "previous">,
  path: string,
  query: SearchQuery,
): PageLinks {
  const previous = cursorOf(list.previous);
  const next = cursorOf(list.next);
  return {
    ...(previous ? { previous: path + toSearch({ ...query, cursor: previous }) } : {}),
    ...(next ? { next: path + toSearch({ ...query, cursor: next }) } : {}),
  };
}

function fundRow(fund: Wire["FundSummary"], context: Context): FundRow {
  const { locale, t, f, href } = context;
  return {
    fundId: fund.fundId,
    href: href(`/funds/${fund.fundId}`),
    name: localText(fund.legalFundNameOnly, locale),
    ...(fund.umbrella ? { umbrella: localText(fund.umbrella.umbrellaName, locale) } : {}),
    house: fund.fundGroupName ? localText(fund.fundGroupName, locale) : english(fund.manCo, locale),
    status: statusView(fund.authorisationStatus, t),
    domicile: f.region(fund.fundDomicileAlpha2),
    ...(fund.assetClass ? { assetClass: label(t, "assetClass", fund.assetClass) } : {}),
    ...(fund.aumFund ? { size: sizeOf(fund.aumFund, context) } : {}),
    shareClasses: f.count(fund.shareClassCount),
    documents: f.count(fund.documentCount),
  };
}

function sizeOf({ value, currency, date }: Wire["Amount"], { f, t }: Context): NonNullable<FundRow["size"]> {
  const amount = f.compactMoney(value, currency);
  return date ? { amount, asOf: t("fund.asOf", { date: f.shortDate(date) }) } : { amount };
}

/** What the search is narrowed to, each with the address that takes it away. */
export function chips(query: SearchQuery, list: Wire["FundList"] | undefined, context: Context): readonly Chip[] {
  const { t, f, href } = context;
  const chosen = FILTERS.flatMap((filter) =>
    (query.filters[filter] ?? []).map((value) => ({
      title: t(`facet.${filter}`),
      name: umbrellaName(filter, value, list, context) ?? valueName(filter, value, context),
      href: href("/funds") + toSearch(without(query, filter, value)),
    })),
  );
  const days = DAYS.flatMap((day) => {
    const value = query.days[day];
    const without = href("/funds") + toSearch(withoutDay(query, day));
    return value ? [{ title: t(`facet.${day}`), name: plain(f.shortDate(value)), href: without }] : [];
  });
  return [...chosen, ...days];
}

/** An umbrella is asked for by its number; any result knows its name. */
function umbrellaName(filter: Filter, value: string, list: Wire["FundList"] | undefined, { locale }: Context) {
  if (filter !== "umbrellaId") return undefined;
  const umbrella = list?.results.find((fund) => fund.umbrella?.umbrellaId === value)?.umbrella;
  return umbrella ? localText(umbrella.umbrellaName, locale) : undefined;
}

/** The orders that make sense here: relevance for words, and names of the page's language. */
export function sortLinks(query: SearchQuery, { t, href, locale }: Context): readonly SortLink[] {
  const ofChinese = (sort: Sort) => sort.endsWith("nameZhHant");
  const offered = SORTS.filter((sort) => {
    if (sort === query.sort) return true;
    if (sort === "relevance") return query.q !== "";
    if (sort === "publishedAt" || sort === "-nameZhHant") return false;
    return locale === "zh-hant" || !ofChinese(sort);
  });
  return offered.map((sort) => ({
    sort,
    text: t(`sort.${sort}`),
    href: href("/funds") + toSearch(change(query, { sort })),
    current: sort === effectiveSort(query),
  }));
}

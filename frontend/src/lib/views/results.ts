import type { Wire } from "../api.ts";
import { label } from "../labels.ts";
import {
  change,
  cursorOf,
  effectiveSort,
  type Filter,
  FILTERS,
  type SearchQuery,
  type Sort,
  SORTS,
  toSearch,
  without,
} from "../query.ts";
import { english, type LocalText, localText } from "../text.ts";
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
  return FILTERS.flatMap((filter) =>
    (query.filters[filter] ?? []).map((value) => ({
      title: context.t(`facet.${filter}`),
      name: umbrellaName(filter, value, list, context) ?? valueName(filter, value, context),
      href: context.href("/funds") + toSearch(without(query, filter, value)),
    })),
  );
}

/** An umbrella is asked for by its number; any result knows its name. */
function umbrellaName(filter: Filter, value: string, list: Wire["FundList"] | undefined, { locale }: Context) {
  if (filter !== "umbrellaId") return undefined;
  const umbrella = list?.results.find((fund) => fund.umbrella?.umbrellaId === value)?.umbrella;
  return umbrella ? localText(umbrella.umbrellaName, locale) : undefined;
}

export function sortLinks(query: SearchQuery, { t, href }: Context): readonly SortLink[] {
  const offered = SORTS.filter((sort) => sort !== "relevance" || query.q !== "");
  return offered.map((sort) => ({
    sort,
    text: t(`sort.${sort}`),
    href: href("/funds") + toSearch(change(query, { sort })),
    current: sort === effectiveSort(query),
  }));
}

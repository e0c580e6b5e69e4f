/** The search page's address: which parameters it knows, and how they become the API's. */

export const FILTERS = [
  "authorisationStatus",
  "assetClass",
  "riskLevel",
  "fundGroupName",
  "fundDomicileAlpha2",
  "fundCurrency",
  "shareClassCurrency",
  "shareClassDistributionPolicy",
  "legalForm",
  "isEtf",
  "umbrellaId",
] as const;
export type Filter = (typeof FILTERS)[number];

/** Filters that take one day each: from the first on, before the second. */
export const DAYS = ["authorisedSince", "authorisedBefore"] as const;
export type Day = (typeof DAYS)[number];

export const SORTS = [
  "relevance",
  "name",
  "-name",
  "nameZhHant",
  "-nameZhHant",
  "-publishedAt",
  "publishedAt",
  "-authorisationDate",
  "authorisationDate",
] as const;
export type Sort = (typeof SORTS)[number];

export type Chosen = Readonly<Partial<Record<Filter, readonly string[]>>>;

export interface SearchQuery {
  readonly q: string;
  readonly filters: Chosen;
  readonly days: Readonly<Partial<Record<Day, string>>>;
  /** Undefined means the default: relevance when there are words to find, else the name. */
  readonly sort: Sort | undefined;
  readonly cursor: string | undefined;
}

/** The search that asks for nothing in particular. */
export const EVERYTHING: SearchQuery = { q: "", filters: {}, days: {}, sort: undefined, cursor: undefined };

const MAX_TEXT = 200;
const MAX_VALUES = 20;
const MAX_CURSOR = 3000;

/** What an address asks for; unknown parameters, blanks and excess are dropped. */
export function parseSearch(params: URLSearchParams): SearchQuery {
  const q = (params.get("q") ?? "").trim().slice(0, MAX_TEXT);
  const sort = SORTS.find((known) => known === params.get("sort"));
  const cursor = params.get("cursor")?.slice(0, MAX_CURSOR);
  return {
    q,
    filters: parseFilters(params),
    days: parseDays(params),
    sort: sort === "relevance" && !q ? undefined : sort,
    cursor: cursor || undefined,
  };
}

function parseFilters(params: URLSearchParams): Chosen {
  const chosen: Partial<Record<Filter, string[]>> = {};
  for (const filter of FILTERS) {
    const values = params.getAll(filter).filter((value) => value !== "" && value.length <= MAX_TEXT);
    if (values.length > 0) chosen[filter] = [...new Set(values)].slice(0, MAX_VALUES);
  }
  return chosen;
}

function parseDays(params: URLSearchParams): SearchQuery["days"] {
  const given = DAYS.map((day) => [day, (params.get(day) ?? "").trim().slice(0, MAX_TEXT)] as const);
  return Object.fromEntries(given.filter(([, value]) => value !== ""));
}

/** The order that results have when the address names none. */
export const effectiveSort = (query: SearchQuery): Sort => query.sort ?? (query.q ? "relevance" : "name");

/** The query part of the address that asks for this, in one canonical order: `?q=…&assetClass=…`, or an empty string. */
export function toSearch(query: SearchQuery): string {
  const params = new URLSearchParams();
  if (query.q) params.set("q", query.q);
  for (const filter of FILTERS) for (const value of query.filters[filter] ?? []) params.append(filter, value);
  for (const day of DAYS) if (query.days[day]) params.set(day, query.days[day]);
  if (query.sort) params.set("sort", query.sort);
  if (query.cursor) params.set("cursor", query.cursor);
  const text = params.toString();
  return text === "" ? "" : `?${text}`;
}

/** The same search on its first page, with something changed. */
export function change(query: SearchQuery, changes: Partial<SearchQuery>): SearchQuery {
  return { ...query, cursor: undefined, ...changes };
}

/** The same search without one value of one filter. */
export function without(query: SearchQuery, filter: Filter, value: string): SearchQuery {
  const values = (query.filters[filter] ?? []).filter((other) => other !== value);
  return change(query, { filters: { ...query.filters, [filter]: values } });
}

/** The same search without one of its days. */
export function withoutDay(query: SearchQuery, day: Day): SearchQuery {
  return change(query, { days: Object.fromEntries(Object.entries(query.days).filter(([name]) => name !== day)) });
}

/** The same words and order without anything that narrows them. */
export const unfiltered = (query: SearchQuery): SearchQuery => change(query, { filters: {}, days: {} });

/** The search as parameters of the API, but for the page of it. */
export function toApi(query: SearchQuery): URLSearchParams {
  const params = new URLSearchParams(query.q ? { search: query.q } : {});
  for (const filter of FILTERS) for (const value of query.filters[filter] ?? []) params.append(filter, value);
  for (const [day, value] of Object.entries(query.days)) params.set(day, value);
  params.set("ordering", effectiveSort(query));
  return params;
}

/** Form fields for what the search form itself has no visible field for. */
export function keptFields(query: SearchQuery): readonly (readonly [name: string, value: string])[] {
  const umbrellas = (query.filters.umbrellaId ?? []).map((id) => ["umbrellaId", id] as const);
  return query.sort ? [...umbrellas, ["sort", query.sort]] : umbrellas;
}

export function hasFilters(query: SearchQuery): boolean {
  return Object.keys(query.days).length > 0 || FILTERS.some((filter) => (query.filters[filter] ?? []).length > 0);
}

/** The cursor inside an absolute `next` or `previous` address of the API. */
export function cursorOf(address: string | null): string | undefined {
  if (address === null || !URL.canParse(address)) return undefined;
  return new URL(address).searchParams.get("cursor") ?? undefined;
}

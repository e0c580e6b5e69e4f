/** The search page's address: which parameters it knows, and how they become the API's. */

export const FILTERS = [
  "authorisationStatus",
  "assetClass",
  "fundGroupName",
  "fundDomicileAlpha2",
  "fundCurrency",
  "shareClassDistributionPolicy",
  "isEtf",
  "umbrellaId",
] as const;
export type Filter = (typeof FILTERS)[number];

export const SORTS = ["relevance", "name", "-name", "-authorisationDate", "authorisationDate"] as const;
export type Sort = (typeof SORTS)[number];

export type Chosen = Readonly<Partial<Record<Filter, readonly string[]>>>;

export interface SearchQuery {
  readonly q: string;
  readonly filters: Chosen;
  /** Undefined means the default: relevance when there are words to find, else the name. */
  readonly sort: Sort | undefined;
  readonly cursor: string | undefined;
}

/** The search that asks for nothing in particular. */
export const EVERYTHING: SearchQuery = { q: "", filters: {}, sort: undefined, cursor: undefined };

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

/** The order that results have when the address names none. */
export const effectiveSort = (query: SearchQuery): Sort => query.sort ?? (query.q ? "relevance" : "name");

/** The query part of the address that asks for this, in one canonical order: `?q=…&assetClass=…`, or an empty string. */
export function toSearch(query: SearchQuery): string {
  const params = new URLSearchParams();
  if (query.q) params.set("q", query.q);
  for (const filter of FILTERS) for (const value of query.filters[filter] ?? []) params.append(filter, value);
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

/** Form fields for what the search form itself has no visible field for. */
export function keptFields(query: SearchQuery): readonly (readonly [name: string, value: string])[] {
  const umbrellas = (query.filters.umbrellaId ?? []).map((id) => ["umbrellaId", id] as const);
  return query.sort ? [...umbrellas, ["sort", query.sort]] : umbrellas;
}

export function hasFilters(query: SearchQuery): boolean {
  return FILTERS.some((filter) => (query.filters[filter] ?? []).length > 0);
}

/** The cursor inside an absolute `next` or `previous` address of the API. */
export function cursorOf(address: string | null): string | undefined {
  if (address === null || !URL.canParse(address)) return undefined;
  return new URL(address).searchParams.get("cursor") ?? undefined;
}

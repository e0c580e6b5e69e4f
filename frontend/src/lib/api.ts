import createClient from "openapi-fetch";
import { noteAddress } from "../cache/tags.ts";
import type { components, operations, paths } from "./schema";
import type { LocaleFacts } from "./locale.ts";
import { effectiveSort, type SearchQuery } from "./query.ts";

type Lang = LocaleFacts["lang"];

type Schemas = components["schemas"];
export type Wire = { [Name in keyof Schemas]: Schemas[Name] };

/** Why there is nothing to show, in words that decide what the visitor sees. */
export type Failure =
  | { readonly kind: "unavailable" }
  | { readonly kind: "notFound" }
  | { readonly kind: "invalid"; readonly problem: Wire["Problem"] };

export type Result<T> = { readonly ok: true; readonly data: T } | { readonly ok: false; readonly failure: Failure };

export interface Api {
  funds(query: SearchQuery): Promise<Result<Wire["FundList"]>>;
  facets(query: SearchQuery): Promise<Result<Wire["Facets"]>>;
  fund(fundId: string): Promise<Result<Wire["FundDetail"]>>;
  status(): Promise<Result<Wire["Status"]>>;
  /** All types of documents in their order; asked for once a minute, and none when they can't be had. */
  documentTypes(): Promise<readonly Wire["DocumentType"][]>;
  /** The first `limit` funds that match. */
  someFunds(filters: readonly Wire["FundFilter"][], limit: number): Promise<Result<Wire["FundList"]>>;
  page(path: string, lang: Lang): Promise<Result<Wire["PageAnswer"]>>;
  menu(lang: Lang): Promise<Result<Wire["MenuAnswer"]>>;
  banners(lang: Lang): Promise<Result<TimedBanners>>;
  legal(kind: string, lang: Lang): Promise<Result<Wire["LegalAnswer"]>>;
  legalVersions(kind: string, lang: Lang): Promise<Result<Wire["LegalVersionsAnswer"]>>;
  faq(lang: Lang): Promise<Result<Wire["FaqAnswer"]>>;
  news(lang: Lang, cursor: string): Promise<Result<Wire["NewsAnswer"]>>;
  preview(token: string): Promise<Result<Wire["PreviewAnswer"]>>;
}

/** The banners of a moment, and for how many seconds it lasts at least. */
export interface TimedBanners {
  readonly items: readonly Wire["Banner"][];
  readonly seconds: number;
}

type FilterQuery = NonNullable<operations["listFundFacets"]["parameters"]["query"]>;

const FUND_ID = /^[A-Za-z0-9-]{3,20}$/;
const TRY_AGAIN = new Set([502, 503, 504]);

/** Where the API is, and the key that gives this server a quota for all of its visitors. */
interface Server {
  readonly baseUrl: string;
  readonly key?: string;
  readonly timeoutMs?: number;
}

/** The API at one address; every call answers with a result and never throws. */
export function createApi({ baseUrl, key = "", timeoutMs = 3000 }: Server): Api {
  // The paths of the API's description begin with its version, and so end its address.
  const host = baseUrl.replace(/\/api\/v1\/?$/, "");
  const client = createClient<paths>({
    baseUrl: host,
    headers: key ? { Authorization: `Bearer ${key}` } : {},
    fetch: (request) => fetchTwice(request, timeoutMs),
  });
  return {
    funds: (query) =>
      settle(client.GET("/api/v1/funds/", { params: { query: { ...filterQuery(query), ...pageQuery(query) } } })),
    facets: (query) => settle(client.GET("/api/v1/funds/facets/", { params: { query: filterQuery(query) } })),
    fund: async (fundId) =>
      FUND_ID.test(fundId)
        ? // Only with `asOf` does the API answer with anything less than the whole fund.
          (settle(client.GET("/api/v1/funds/{fundId}/", { params: { path: { fundId } } })) as Promise<
            Result<Wire["FundDetail"]>
          >)
        : { ok: false, failure: { kind: "notFound" } },
    status: () => settle(client.GET("/api/v1/status/")),
    documentTypes: forAMinute(async () => {
      const found = await settle(client.GET("/api/v1/document-types/"));
      return found.ok ? found.data.results : undefined;
    }, []),
    someFunds: (filters, limit) => {
      const named = Object.fromEntries(filters.map(({ name }) => [name, valuesOf(filters, name)]));
      return settle(
        client.GET("/api/v1/funds/", { params: { query: { ...(named as FilterQuery), pageSize: limit } } }),
      );
    },
    page: (path, locale) => settle(client.GET("/api/v1/pages/", { params: { query: { path, locale } } })),
    menu: (locale) => settle(client.GET("/api/v1/menus/", { params: { query: { locale } } })),
    banners: async (locale) => {
      const call = client.GET("/api/v1/banners/", { params: { query: { locale } } });
      const found = await settle(call);
      return found.ok ? { ok: true, data: { items: found.data.items, seconds: maxAge((await call).response) } } : found;
    },
    legal: (kind, locale) =>
      settle(client.GET("/api/v1/legal/{kind}/", { params: { path: { kind }, query: { locale } } })),
    legalVersions: (kind, locale) =>
      settle(client.GET("/api/v1/legal/{kind}/versions/", { params: { path: { kind }, query: { locale } } })),
    faq: (locale) => settle(client.GET("/api/v1/faq/", { params: { query: { locale } } })),
    news: (locale, cursor) =>
      settle(client.GET("/api/v1/news/", { params: { query: { locale, ...(cursor ? { cursor } : {}) } } })),
    preview: (token) => settle(client.POST("/api/v1/preview/resolve/", { body: { token } })),
  };
}

/** What `ask` answered within the last minute; `otherwise` when it has no answer, and then it is asked again. */
function forAMinute<T>(ask: () => Promise<T | undefined>, otherwise: T): () => Promise<T> {
  let kept: { readonly value: T; readonly until: number } | undefined;
  return async () => {
    if (kept && Date.now() < kept.until) return kept.value;
    const value = await ask();
    if (value === undefined) return kept?.value ?? otherwise;
    kept = { value, until: Date.now() + 60_000 };
    return value;
  };
}

const valuesOf = (filters: readonly Wire["FundFilter"][], name: string): string[] =>
  filters.filter((filter) => filter.name === name).map(({ value }) => value);

function maxAge(response: Response): number {
  return Number(/max-age=(\d+)/.exec(response.headers.get("Cache-Control") ?? "")?.[1] ?? 0);
}

/** One attempt more after a refused connection or a gateway's error; none after a time-out, which would double the load. */
async function fetchTwice(request: Request, timeoutMs: number): Promise<Response> {
  noteAddress(request.url);
  const attempt = () => fetch(request.clone(), { signal: AbortSignal.timeout(timeoutMs) });
  try {
    const response = await attempt();
    return TRY_AGAIN.has(response.status) ? await attempt() : response;
  } catch (error) {
    if (error instanceof DOMException && error.name === "TimeoutError") throw error;
    return attempt();
  }
}

async function settle<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<Result<T>> {
  try {
    const { data, error, response } = await call;
    if (data !== undefined) return { ok: true, data };
    return { ok: false, failure: failureOf(response.status, error) };
  } catch {
    return { ok: false, failure: { kind: "unavailable" } };
  }
}

function failureOf(status: number, body: unknown): Failure {
  if (status === 404 || status === 410) return { kind: "notFound" };
  return status === 400 && isProblem(body) ? { kind: "invalid", problem: body } : { kind: "unavailable" };
}

function isProblem(body: unknown): body is Wire["Problem"] {
  return typeof body === "object" && body !== null && "code" in body;
}

function filterQuery({ q, filters }: SearchQuery): FilterQuery {
  // The address may hold any text; the API decides what is acceptable and names what is not.
  return { ...(q ? { search: q } : {}), ...(filters as unknown as FilterQuery) };
}

function pageQuery(query: SearchQuery) {
  return { ordering: effectiveSort(query), ...(query.cursor ? { cursor: query.cursor } : {}) };
}

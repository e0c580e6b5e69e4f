import createClient from "openapi-fetch";
import type { components, operations, paths } from "./schema";
import { effectiveSort, type SearchQuery } from "./query.ts";

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
}

type FilterQuery = NonNullable<operations["listFundFacets"]["parameters"]["query"]>;

const FUND_ID = /^[A-Za-z0-9-]{3,20}$/;
const TRY_AGAIN = new Set([502, 503, 504]);

/** The API at one address; every call answers with a result and never throws. */
export function createApi({ baseUrl, timeoutMs = 3000 }: { baseUrl: string; timeoutMs?: number }): Api {
  // The paths of the API's description begin with its version, and so end its address.
  const host = baseUrl.replace(/\/api\/v1\/?$/, "");
  const client = createClient<paths>({ baseUrl: host, fetch: (request) => fetchTwice(request, timeoutMs) });
  return {
    funds: (query) =>
      settle(client.GET("/api/v1/funds/", { params: { query: { ...filterQuery(query), ...pageQuery(query) } } })),
    facets: (query) => settle(client.GET("/api/v1/funds/facets/", { params: { query: filterQuery(query) } })),
    fund: async (fundId) =>
      FUND_ID.test(fundId)
        ? settle(client.GET("/api/v1/funds/{fundId}/", { params: { path: { fundId } } }))
        : { ok: false, failure: { kind: "notFound" } },
    status: () => settle(client.GET("/api/v1/status/")),
  };
}

/** One attempt more after a refused connection or a gateway's error; none after a time-out, which would double the load. */
async function fetchTwice(request: Request, timeoutMs: number): Promise<Response> {
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

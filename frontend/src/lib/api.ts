import { secondsOf } from "../cache/answers.ts";
import { documentCalls, type DocumentCalls } from "./calls/documents.ts";
import { groupCalls, type GroupCalls } from "./calls/groups.ts";
import { helpCalls, type HelpCalls } from "./calls/help.ts";
import { historyCalls, type HistoryCalls, isFundId } from "./calls/history.ts";
import { idCalls, type IdCalls } from "./calls/ids.ts";
import { serviceCalls, type ServiceCalls } from "./calls/service.ts";
import { supportCalls, type SupportCalls } from "./calls/support.ts";
import { suggestionCalls, type SuggestionCalls } from "./calls/suggestions.ts";
import { clientOf, failed, listed, type Result, type Server, settle } from "./client.ts";
import type { LocaleFacts } from "./locale.ts";
import { effectiveSort, type SearchQuery } from "./query.ts";
import type { components, operations } from "./schema";

export type { Failure, Result } from "./client.ts";

type Lang = LocaleFacts["lang"];

type Schemas = components["schemas"];
export type Wire = { [Name in keyof Schemas]: Schemas[Name] };

export interface Api
  extends HelpCalls, HistoryCalls, DocumentCalls, GroupCalls, IdCalls, ServiceCalls, SuggestionCalls, SupportCalls {
  funds(query: SearchQuery): Promise<Result<Wire["FundList"]>>;
  facets(query: SearchQuery): Promise<Result<Wire["Facets"]>>;
  fund(fundId: string): Promise<Result<Wire["FundDetail"]>>;
  /** All types of documents in their order; asked for once, however often a page needs them, and none when they can't be had. */
  documentTypes(): Promise<readonly Wire["DocumentType"][]>;
  /** The first `limit` funds that match. */
  someFunds(filters: readonly Wire["FundFilter"][], limit: number): Promise<Result<Wire["FundList"]>>;
  page(path: string, lang: Lang): Promise<Result<Wire["PageAnswer"]>>;
  /** The redirect from a path, or none. */
  redirect(path: string, lang: Lang): Promise<Result<Wire["RedirectAnswer"]>>;
  menu(lang: Lang): Promise<Result<Wire["MenuAnswer"]>>;
  banners(lang: Lang): Promise<Result<TimedBanners>>;
  legal(kind: string, lang: Lang): Promise<Result<Wire["LegalAnswer"]>>;
  legalVersions(kind: string, lang: Lang): Promise<Result<Wire["LegalVersionsAnswer"]>>;
  /** Undefined when another wording is in force now. */
  accept(textSha256: string): Promise<Result<Wire["Acceptance"] | undefined>>;
  acceptance(receipt: string): Promise<Result<Wire["Acceptance"]>>;
  faq(lang: Lang): Promise<Result<Wire["FaqAnswer"]>>;
  news(lang: Lang, cursor: string): Promise<Result<Wire["NewsAnswer"]>>;
  /** What bears an identifier or a name, or what comes near it. */
  resolve(id: string): Promise<Result<Wire["Resolution"]>>;
  preview(token: string): Promise<Result<Wire["PreviewAnswer"]>>;
}

/** The banners of a moment, and for how many seconds it lasts at least. */
export interface TimedBanners {
  readonly items: readonly Wire["Banner"][];
  readonly seconds: number;
}

type FilterQuery = NonNullable<operations["listFundFacets"]["parameters"]["query"]>;

const SUPERSEDED = 409;

/** The API at one address; every call answers with a result and never throws. */
export function createApi(server: Server): Api {
  const client = clientOf(server);
  return {
    ...helpCalls(client),
    ...historyCalls(client),
    ...documentCalls(client),
    ...groupCalls(client),
    ...idCalls(client),
    ...serviceCalls(client),
    ...suggestionCalls(client),
    ...supportCalls(client),
    funds: (query) =>
      listed(client.GET("/api/v1/funds/", { params: { query: { ...filterQuery(query), ...pageQuery(query) } } })),
    facets: (query) => settle(client.GET("/api/v1/funds/facets/", { params: { query: filterQuery(query) } })),
    fund: async (fundId) =>
      isFundId(fundId)
        ? // Only with `asOf` does the API answer with anything less than the whole fund.
          (settle(client.GET("/api/v1/funds/{fundId}/", { params: { path: { fundId } } })) as Promise<
            Result<Wire["FundDetail"]>
          >)
        : failed("notFound"),
    documentTypes: once(async () => {
      const found = await settle(client.GET("/api/v1/document-types/"));
      return found.ok ? found.data.results : [];
    }),
    someFunds: (filters, limit) => {
      const named = Object.fromEntries(filters.map(({ name }) => [name, valuesOf(filters, name)]));
      return listed(
        client.GET("/api/v1/funds/", { params: { query: { ...(named as FilterQuery), pageSize: limit } } }),
      );
    },
    page: (path, locale) => settle(client.GET("/api/v1/pages/", { params: { query: { path, locale } } })),
    redirect: (path, locale) => settle(client.GET("/api/v1/redirects/", { params: { query: { path, locale } } })),
    menu: (locale) => settle(client.GET("/api/v1/menus/", { params: { query: { locale } } })),
    banners: async (locale) => {
      const call = client.GET("/api/v1/banners/", { params: { query: { locale } } });
      const found = await settle(call);
      return found.ok
        ? { ok: true, data: { items: found.data.items, seconds: secondsOf((await call).response) } }
        : found;
    },
    legal: (kind, locale) =>
      settle(client.GET("/api/v1/legal/{kind}/", { params: { path: { kind }, query: { locale } } })),
    legalVersions: (kind, locale) =>
      settle(client.GET("/api/v1/legal/{kind}/versions/", { params: { path: { kind }, query: { locale } } })),
    accept: async (textSha256) => {
      const path = { kind: "disclaimer" };
      const call = client.POST("/api/v1/legal/{kind}/acceptances/", { params: { path }, body: { textSha256 } });
      const kept = await settle(call);
      return !kept.ok && (await call.catch(() => undefined))?.response.status === SUPERSEDED
        ? { ok: true, data: undefined }
        : kept;
    },
    acceptance: (receipt) =>
      settle(
        client.GET("/api/v1/legal/{kind}/acceptances/{receipt}/", {
          params: { path: { kind: "disclaimer", receipt } },
        }),
      ),
    faq: (locale) => settle(client.GET("/api/v1/faq/", { params: { query: { locale } } })),
    news: (locale, cursor) =>
      settle(client.GET("/api/v1/news/", { params: { query: { locale, ...(cursor ? { cursor } : {}) } } })),
    resolve: (id) => settle(client.GET("/api/v1/resolve/", { params: { query: { id } } })),
    preview: (token) => settle(client.POST("/api/v1/preview/resolve/", { body: { token } })),
  };
}

/** What `ask` answers, for everybody who wants to know. No longer than a page is made: what was asked for it makes it old. */
function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | undefined;
  return () => (asked ??= ask());
}

const valuesOf = (filters: readonly Wire["FundFilter"][], name: string): string[] =>
  filters.filter((filter) => filter.name === name).map(({ value }) => value);

function filterQuery({ q, filters, days }: SearchQuery): FilterQuery {
  // The address may hold any text; the API decides what is acceptable and names what is not.
  return { ...(q ? { search: q } : {}), ...(filters as unknown as FilterQuery), ...days };
}

function pageQuery(query: SearchQuery) {
  return { ordering: effectiveSort(query), ...(query.cursor ? { cursor: query.cursor } : {}) };
}

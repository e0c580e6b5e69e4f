/** The read API in miniature, over real HTTP: `node mock/api.ts` serves it on 127.0.0.1:8000. */
import { createServer, type IncomingMessage, type Server } from "node:http";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import type { components } from "../src/lib/schema.d.ts";
import * as content from "./content.ts";
import { DOCUMENT_TYPES, FUNDS, PDF, sha256, STATUS } from "./fixtures.ts";
import { summary } from "./summary.ts";

type Schemas = components["schemas"];
type Fund = Schemas["FundDetail"];
interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

const FACETS: Readonly<Record<string, (fund: Fund) => readonly string[]>> = {
  assetClass: (fund) => (fund.assetClass ? [fund.assetClass] : []),
  fundDomicileAlpha2: (fund) => [fund.fundDomicileAlpha2],
  fundCurrency: (fund) => [fund.fundCurrency],
  fundGroupName: (fund) => (fund.fundGroupName?.["en"] ? [fund.fundGroupName["en"]] : []),
  authorisationStatus: (fund) => [fund.authorisationStatus],
  shareClassDistributionPolicy: (fund) => [
    ...new Set(fund.shareClasses.flatMap((c) => c.shareClassDistributionPolicy ?? [])),
  ],
  isEtf: (fund) => [String(fund.isEtf ?? false)],
};
const READERS = { ...FACETS, umbrellaId: (fund: Fund) => (fund.umbrella ? [fund.umbrella.umbrellaId] : []) };
const STATUSES = ["authorised", "suspended", "in liquidation", "deauthorised", "terminated"];

/** Starts the mock; port 0 takes any free one. `address` is what API_URL should be. */
export async function startMockApi({ port = 0 } = {}): Promise<{ address: string; stop: () => Promise<void> }> {
  const server: Server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "/", "http://127.0.0.1");
    const { status, type, body } = request.method === "POST" ? await posted(url, request) : answer(url);
    response.writeHead(status, { "Content-Type": type, "Cache-Control": "public, max-age=20" }).end(body);
  });
  await new Promise<void>((done) => server.listen(port, "127.0.0.1", done));
  const bound = server.address();
  const stop = () => new Promise<void>((done) => (server.closeAllConnections(), server.close(() => done())));
  return { address: `http://127.0.0.1:${typeof bound === "object" && bound ? bound.port : port}/api/v1`, stop };
}

function answer(url: URL): Answer {
  const path = url.pathname.replace(/^\/api\/v1/, "");
  const document = /^\/documents\/([0-9a-f]{64})\.pdf$/.exec(path)?.[1];
  const fundId = /^\/funds\/([A-Z0-9-]+)\/$/.exec(path)?.[1];
  if (path === "/status/") return json(STATUS);
  if (path === "/document-types/") return json({ results: DOCUMENT_TYPES });
  if (path === "/funds/") return list(url);
  if (path === "/funds/facets/") return refusal(url) ?? json({ facets: facetsOf(matching(url.searchParams)) });
  if (fundId) return found(FUNDS.find((fund) => fund.fundId === fundId));
  if (document) return pdf(document);
  return written(path, url.searchParams);
}

function written(path: string, query: URLSearchParams): Answer {
  const locale = query.get("locale") === "zh-Hant" ? "zh-Hant" : "en";
  const kind = /^\/legal\/(\w+)\//.exec(path)?.[1];
  if (path === "/menus/") return json(content.menu(locale));
  if (path === "/banners/") return json(content.banners(locale));
  if (path === "/faq/") return json(content.faq(locale));
  if (path === "/news/") return json(content.news(locale));
  if (path === "/pages/") return found(content.page(query.get("path") ?? "/", locale));
  if (kind) return found((path.endsWith("/versions/") ? content.legalVersions : content.legal)(kind, locale));
  return notFound();
}

async function posted(url: URL, request: IncomingMessage): Promise<Answer> {
  if (!url.pathname.endsWith("/preview/resolve/")) return notFound();
  const { token } = JSON.parse(await text(request)) as { token: unknown };
  return found(content.preview(token));
}

function list(url: URL): Answer {
  const funds = ordered(matching(url.searchParams), url.searchParams.get("ordering") ?? "name");
  const size = Number(url.searchParams.get("pageSize") ?? 20);
  const start = Number(url.searchParams.get("cursor") ?? 0);
  const at = (offset: number) => {
    const page = new URL(url);
    page.searchParams.set("cursor", String(offset));
    return page.href;
  };
  const body: Schemas["FundList"] = {
    results: funds.slice(start, start + size).map(summary),
    next: start + size < funds.length ? at(start + size) : null,
    previous: start > 0 ? at(Math.max(0, start - size)) : null,
    total: { value: funds.length, relation: "eq" },
    isApproximate: false,
    searchedFor: null,
  };
  return refusal(url) ?? json(body);
}

function refusal(url: URL): Answer | undefined {
  const cursor = url.searchParams.get("cursor");
  if (cursor !== null && !/^\d+$/.test(cursor))
    return problem({ code: "invalid_cursor", parameter: "cursor", received: cursor });
  const odd = url.searchParams.getAll("authorisationStatus").find((status) => !STATUSES.includes(status));
  return odd === undefined
    ? undefined
    : problem({ code: "invalid_value", parameter: "authorisationStatus", received: odd, accepted: STATUSES });
}

function matching(params: URLSearchParams): readonly Fund[] {
  const words = (params.get("search") ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  return FUNDS.filter(
    (fund) =>
      words.every((word) => haystack(fund).includes(word)) &&
      (params.has("authorisationStatus") || fund.deauthorisation === null) &&
      Object.entries(READERS).every(
        ([name, read]) => !params.has(name) || read(fund).some((value) => params.getAll(name).includes(value)),
      ),
  );
}

const haystack = (fund: Fund): string =>
  [fund.fundId, ...Object.values(fund.legalFundNameOnly), ...fund.shareClasses.map((c) => c.isin)]
    .join(" ")
    .toLowerCase();

const nameOf = (fund: Fund): string => fund.legalFundNameOnly["en"] ?? "";

function ordered(funds: readonly Fund[], ordering: string): readonly Fund[] {
  const key = (fund: Fund) => (ordering.endsWith("Date") ? fund.authorisationDate : nameOf(fund));
  const sign = ordering.startsWith("-") ? -1 : 1;
  return [...funds].sort((a, b) => sign * key(a).localeCompare(key(b)));
}

function facetsOf(funds: readonly Fund[]): Record<string, Schemas["FacetValue"][]> {
  return Object.fromEntries(
    Object.entries(FACETS).map(([name, read]) => {
      const counts = new Map<string, number>();
      for (const value of funds.flatMap(read)) counts.set(value, (counts.get(value) ?? 0) + 1);
      return [name, [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count)];
    }),
  );
}

function pdf(digest: string): Answer {
  const known = FUNDS.flatMap((fund) => fund.documents).find((document) => document.sha256 === digest);
  const body = known ? PDF(known.documentId) : "";
  return known && sha256(body) === digest ? { status: 200, type: "application/pdf", body } : notFound();
}

const json = (body: unknown): Answer => ({ status: 200, type: "application/json", body: JSON.stringify(body) });
const found = (thing: object | undefined): Answer => (thing ? json(thing) : notFound());
const notFound = (): Answer => problem({ code: "not_found" }, 404);

function problem(fields: Partial<Schemas["Problem"]> & { code: string }, status = 400): Answer {
  const body = { type: "about:blank", title: "Refused", status, detail: "The mock refuses this.", ...fields };
  return { status, type: "application/problem+json", body: JSON.stringify(body) };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { address } = await startMockApi({ port: Number(process.env["MOCK_PORT"] ?? 8000) });
  console.log(`Mock API at ${address}`);
}

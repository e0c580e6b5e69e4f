/** The read API in miniature, over real HTTP: `node mock/api.ts` serves it on 127.0.0.1:8000. */
import { createServer, type Server } from "node:http";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import type { components } from "../src/lib/schema.d.ts";
import * as content from "./content.ts";
import { createAcceptances, disclaimer } from "./disclaimer.ts";
import * as documents from "./documents.ts";
import * as groups from "./groups.ts";
import { aboutFund, version, versionOn } from "./history.ts";
import * as help from "./help.ts";
import { inState, stateHeader } from "./record.ts";
import * as service from "./service.ts";
import { DOCUMENT_TYPES, FUNDS, PDF, sha256, STATUS } from "./fixtures.ts";
import * as support from "./support.ts";
import { summary } from "./summary.ts";

type Schemas = components["schemas"];
type Fund = Schemas["FundDetail"];
type Json = Readonly<Record<string, unknown>>;
export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const FACETS: Readonly<Record<string, (fund: Fund) => readonly string[]>> = {
  assetClass: (fund) => (fund.assetClass ? [fund.assetClass] : []),
  fundDomicileAlpha2: (fund) => [fund.fundDomicileAlpha2],
  fundCurrency: (fund) => [fund.fundCurrency],
  riskLevel: (fund) => (fund.riskLevel ? [String(fund.riskLevel)] : []),
  legalForm: (fund) => (fund.legalForm ? [fund.legalForm] : []),
  shareClassCurrency: (fund) => [...new Set(fund.shareClasses.map((c) => c.shareClassCurrency))],
  fundGroupName: (fund) => (fund.fundGroupName?.["en"] ? [fund.fundGroupName["en"]] : []),
  authorisationStatus: (fund) => [fund.authorisationStatus],
  shareClassDistributionPolicy: (fund) => [
    ...new Set(fund.shareClasses.flatMap((c) => c.shareClassDistributionPolicy ?? [])),
  ],
  isEtf: (fund) => [String(fund.isEtf ?? false)],
};
const READERS = { ...FACETS, umbrellaId: (fund: Fund) => (fund.umbrella ? [fund.umbrella.umbrellaId] : []) };
const STATUSES = ["authorised", "suspended", "in liquidation", "deauthorised", "terminated"];

/**
 * Starts the mock; port 0 takes any free one. `address` is what API_URL should be. With `gate` a disclaimer must be
 * accepted. The visitors in `overQuota` have asked too much; "" is whoever asks without naming one. `bannersEnd` says
 * when the banners of this moment end, in milliseconds of the clock, `recordState` in which state the record is; `edit` changes what is said, and
 * hears of each question.
 */
export async function startMockApi({
  port = 0,
  gate = false,
  overQuota = new Set<string>(),
  bannersEnd = (): number => Infinity,
  recordState = (): string => "a",
  edit = (_path: string, answer: Answer): Answer => answer,
} = {}): Promise<{
  address: string;
  stop: () => Promise<void>;
}> {
  const acceptances = createAcceptances();
  const server: Server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "/", "http://127.0.0.1");
    const atGate = gate && url.pathname.startsWith("/api/v1/legal/disclaimer/");
    const said = request.method === "POST" ? JSON.parse(await text(request)) : undefined;
    const visitor = String(request.headers["x-visitor-address"] ?? "");
    const served = () => {
      if (url.pathname === "/api/v1/record/") return json(inState(recordState()));
      if (url.pathname === "/api/v1/banners/") return banners(localeIn(url.searchParams), bannersEnd() - Date.now());
      return atGate ? asked(url, said, acceptances) : said ? posted(url, said) : answer(url);
    };
    const found = edit(url.pathname.replace("/api/v1", ""), overQuota.has(visitor) ? TOO_MANY : served());
    const { status, type, body, headers } = validated(found, request.headers["if-none-match"]);
    const own = { "Content-Type": type, "Cache-Control": "public, max-age=20", ...stateHeader(url, recordState()) };
    response.writeHead(status, { ...own, ...headers }).end(body);
  });
  await new Promise<void>((done) => server.listen(port, "127.0.0.1", done));
  const bound = server.address();
  const stop = () => new Promise<void>((done) => (server.closeAllConnections(), server.close(() => done())));
  return { address: `http://127.0.0.1:${typeof bound === "object" && bound ? bound.port : port}/api/v1`, stop };
}

/** The answer with the validator of its text, or that it is the one which the reader has. */
function validated(answer: Answer, has: string | undefined): Answer {
  if (answer.status !== 200) return answer;
  const ETag = `"${sha256(answer.body)}"`;
  const same = has === ETag ? { status: 304, body: "" } : {};
  return { ...answer, ...same, headers: { ...answer.headers, ETag } };
}

function answer(url: URL): Answer {
  const path = url.pathname.replace(/^\/api\/v1/, "");
  const document = /^\/documents\/([0-9a-f]{64})\.pdf$/.exec(path)?.[1];
  const [, file] = /^\/documents\/([0-9a-f]{64})\/$/.exec(path) ?? [];
  const [, house] = /^\/fund-groups\/([\w-]+)\/$/.exec(path) ?? [];
  const [, verified] = /^\/verify\/([0-9a-f]{64})$/.exec(path) ?? [];
  const [, fundId, rest] = /^\/funds\/([A-Z0-9-]+)\/(.*)$/.exec(path) ?? [];
  if (path === "/media/hall.svg") return { status: 200, type: "image/svg+xml", body: content.PICTURE };
  if (path === "/status/") return json(STATUS);
  if (path === "/status/history/") return json(service.HISTORY);
  if (path === "/documents/") return json(documents.latest(Number(url.searchParams.get("pageSize") ?? 20)));
  if (path === "/bulk/") return json(service.BULK);
  if (path === "/resolve/") return json(resolution(url.searchParams.get("id") ?? ""));
  if (path === "/document-types/") return json({ results: DOCUMENT_TYPES });
  if (path === "/funds/") return list(url);
  if (path === "/funds/facets/") return refusal(url) ?? json({ facets: facetsOf(matching(url.searchParams)) });
  if (fundId && rest) return found(aboutFund(fundId, rest, url.searchParams));
  if (fundId) return fundAnswer(fundId, url.searchParams.get("asOf"));
  if (document) return pdf(document);
  if (file) return found(documents.about(file));
  if (path === "/fund-groups/") return json(groups.houses());
  if (house) return found(groups.house(house));
  if (path === "/changes/") return changes(url.searchParams);
  if (verified) return found(documents.verification(verified));
  return written(path, url.searchParams);
}

function changes(query: URLSearchParams): Answer {
  const since = query.get("since") ?? "";
  if (since < "2026-08-01") return problem({ code: "gone", parameter: "since", received: since }, 410);
  if (!/^(after-\d+|\d{4}-\d\d-\d\d)$/.test(since))
    return problem({ code: "invalid_value", parameter: "since", received: since });
  return json(groups.changes(since, query.getAll("kind")));
}

function fundAnswer(fundId: string, day: string | null): Answer {
  const fund = FUNDS.find((known) => known.fundId === fundId);
  if (!fund || day === null) return found(fund);
  if (Number.isNaN(Date.parse(day))) return problem({ code: "invalid_value", parameter: "asOf", received: day });
  const number = versionOn(day);
  const headers = { "Content-Location": `/api/v1/funds/${fundId}/versions/${number}/` };
  return { ...found(version(fund, number)), headers };
}

function written(path: string, query: URLSearchParams): Answer {
  const locale = localeIn(query);
  const kind = /^\/legal\/(\w+)\//.exec(path)?.[1];
  if (path === "/menus/") return json(content.menu(locale));
  const article = /^\/help\/([\w-]+)\/$/.exec(path)?.[1];
  if (path === "/support-requests/form/") return json(support.FORM);
  if (path === "/help/") return json(help.list(query.get("search") ?? "", locale));
  if (article) return found(help.article(article, locale));
  if (path === "/faq/") return json(content.faq(locale));
  if (path === "/news/") return json(content.news(locale));
  if (path === "/redirects/") return json(content.redirects(query.get("path") ?? "", locale));
  if (path === "/pages/") return pageAt(query, locale);
  if (kind) return found((path.endsWith("/versions/") ? content.legalVersions : content.legal)(kind, locale));
  return notFound();
}

function pageAt(query: URLSearchParams, locale: "en" | "zh-Hant"): Answer {
  const path = query.get("path") ?? "/";
  const now = content.MOVED[path];
  if (!now) return found(content.page(path, locale));
  const Location = `/api/v1/pages/?${new URLSearchParams({ path: now, locale })}`;
  return { status: 301, type: "text/plain", body: "", headers: { Location } };
}

function banners(locale: "en" | "zh-Hant", left: number): Answer {
  const seconds = Math.min(20, Math.floor(left / 1000));
  if (left <= 0) return json({ locale, items: [] });
  return { ...json(content.banners(locale)), headers: { "Cache-Control": `public, max-age=${seconds}` } };
}

const localeIn = (query: URLSearchParams) => (query.get("locale") === "zh-Hant" ? "zh-Hant" : "en");

function posted(url: URL, said: Json): Answer {
  const article = /\/help\/([\w-]+)\/feedback\/$/.exec(url.pathname)?.[1];
  if (article) return found(help.feedback(article, said["isHelpful"]));
  if (url.pathname.includes("/support-requests/")) return support.posted(url.pathname, said);
  return url.pathname.endsWith("/preview/resolve/") ? found(content.preview(said["token"])) : notFound();
}

function asked(url: URL, said: Json | undefined, acceptances: ReturnType<typeof createAcceptances>): Answer {
  const locale = localeIn(url.searchParams);
  const receipt = /\/acceptances\/([^/]+)\/$/.exec(url.pathname)?.[1];
  if (receipt) return found(acceptances.find(receipt));
  const versions = { requestedLocale: locale, locale, items: [disclaimer(locale)] };
  if (url.pathname.endsWith("/versions/")) return json(versions);
  if (!said) return json({ requestedLocale: locale, locale, notice: disclaimer(locale) });
  const kept = acceptances.accept(said["textSha256"]);
  return kept ? { ...json(kept), status: 201 } : problem({ code: "conflict" }, 409);
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
  const days = ["authorisedSince", "authorisedBefore"].map((name) => [name, url.searchParams.get(name)] as const);
  const noDay = days.find(([, value]) => value !== null && Number.isNaN(Date.parse(value)));
  if (noDay?.[1]) return problem({ code: "invalid_value", parameter: noDay[0], received: noDay[1] });
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
      fund.authorisationDate >= (params.get("authorisedSince") ?? "") &&
      fund.authorisationDate < (params.get("authorisedBefore") ?? "9") &&
      (params.has("authorisationStatus") || fund.deauthorisation === null) &&
      Object.entries(READERS).every(
        ([name, read]) => !params.has(name) || read(fund).some((value) => params.getAll(name).includes(value)),
      ),
  );
}

const resolved = ({ fundId, legalFundNameOnly: name, authorisationStatus }: Fund): Schemas["Resolved"] => ({
  ...{ type: "fund", matchedBy: "fundId", value: fundId, id: fundId, name, authorisationStatus },
  url: `/api/v1/funds/${fundId}/`,
});

/** The mock knows one slip of the hand: a last character that is wrong. */
function resolution(id: string): Schemas["Resolution"] {
  const isins = FUNDS.flatMap((fund) => fund.shareClasses.map((c) => c.isin));
  const didYouMean = isins.filter((isin) => isin !== id && isin.slice(0, -1) === id.slice(0, -1));
  const fund = FUNDS.find((known) => known.fundId === id);
  const results = fund ? [resolved(fund)] : [];
  return { id, results, hint: { detail: "Nothing bears this identifier.", didYouMean } };
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

const TOO_MANY = problem({ code: "too_many_requests" }, 429);

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { address } = await startMockApi({
    port: Number(process.env["MOCK_PORT"] ?? 8000),
    gate: "MOCK_GATE" in process.env,
  });
  console.log(`Mock API at ${address}`);
}

/** Every kind of page, and every state of it that a visitor may meet. */
import { FUNDS } from "../../mock/fixtures.ts";
import type { WorldName } from "./worlds.ts";

export interface Kind {
  readonly name: string;
  /** Without the language. */
  readonly path: string;
  readonly status?: number;
  readonly world?: WorldName;
  /** What is there once the page is whole, where a script changes it. */
  readonly ready?: string;
  /** With what the page's script is refused. */
  readonly refused?: number;
  /** Set on pages that hold both languages, and on those that are there in one of them. */
  readonly once?: boolean;
}

const [current, superseded] = (FUNDS[18]?.documents ?? []).map(({ sha256 }) => sha256);
const unknown = "0".repeat(64);

export const KINDS: readonly Kind[] = [
  { name: "home", path: "/" },
  { name: "search", path: "/funds" },
  { name: "search, found", path: "/funds?q=asia" },
  { name: "search, filtered", path: "/funds?q=fund&fundCurrency=USD&assetClass=bond&sort=-authorisationDate" },
  { name: "search, second page", path: "/funds?cursor=20" },
  { name: "search, nothing found", path: "/funds?q=nothingofthiskind" },
  { name: "search, filter refused", path: "/funds?authorisationStatus=odd", status: 400 },
  { name: "search, words left out", path: "/funds?q=gold&colour=red&sort=size" },
  { name: "fund", path: "/funds/DEM00018" },
  { name: "fund, suspended", path: "/funds/DEM00012" },
  { name: "fund, without documents", path: "/funds/DEM00015" },
  { name: "fund, without a size", path: "/funds/DEM00006" },
  { name: "fund, corrected", path: "/funds/DEM00020" },
  { name: "fund, another share class drawn", path: `/funds/DEM00018?class=${FUNDS[18]?.shareClasses[1]?.isin}` },
  { name: "fund on a past day", path: "/funds/DEM00018?asOf=2026-10-01" },
  { name: "fund, an earlier version", path: "/funds/DEM00018?version=1" },
  { name: "fund before it was public", path: "/funds/DEM00018?asOf=2020-01-01", status: 404 },
  { name: "fund on a day that is none", path: "/funds/DEM00018?asOf=someday", status: 400 },
  { name: "fund, absorbed", path: "/funds/DEM00060" },
  { name: "fund, terminated", path: "/funds/DEM00061" },
  { name: "fund, unknown", path: "/funds/UNKNOWN1", status: 404 },
  { name: "versions of a fund", path: "/funds/DEM00018/history" },
  { name: "sources of a fund", path: "/funds/DEM00018/sources" },
  { name: "compare, four funds", path: "/compare?id=DEM00018&id=DEM00019&id=DEM00020&id=DEM00060" },
  { name: "compare, nothing chosen", path: "/compare" },
  { name: "document", path: `/documents/${current}` },
  { name: "document, superseded", path: `/documents/${superseded}` },
  { name: "document, unknown", path: `/documents/${unknown}`, status: 404 },
  { name: "verify", path: "/verify" },
  { name: "verify, published", path: `/verify?sha256=${current}` },
  { name: "verify, no longer stands", path: `/verify?sha256=${superseded}` },
  { name: "verify, never published", path: `/verify?sha256=${unknown}` },
  { name: "verify, no checksum", path: "/verify?sha256=abc", status: 400 },
  { name: "fund houses", path: "/houses" },
  { name: "fund house", path: "/houses/northgate" },
  { name: "deauthorised funds", path: "/deauthorised" },
  { name: "deauthorised funds, nothing found", path: "/deauthorised?q=nothingofthiskind" },
  { name: "changes", path: "/changes?since=2026-11-15" },
  { name: "changes, none of this kind", path: "/changes?since=2026-11-15&kind=corrected" },
  { name: "changes, too long ago", path: "/changes?since=2020-01-01", status: 410 },
  { name: "page of editors", path: "/about" },
  { name: "page with every block", path: "/blocks" },
  { name: "news", path: "/news" },
  { name: "questions", path: "/faq" },
  { name: "help", path: "/help" },
  { name: "help, searched", path: "/help?q=name" },
  { name: "help, nothing found", path: "/help?q=nothingofthiskind" },
  { name: "help article", path: "/help/find-a-fund" },
  { name: "help article, answered", path: "/help/find-a-fund?said" },
  { name: "support", path: "/support?fund=DEM00018" },
  { name: "support, sent", path: "/support/sent?number=FR-2026-0001" },
  { name: "support, a request", path: "/support/request?key=mine" },
  { name: "support, an unknown request", path: "/support/request?key=unknown", status: 404 },
  { name: "legal notices", path: "/legal" },
  { name: "legal notice", path: "/legal/terms" },
  { name: "legal notice, earlier version", path: "/legal/terms/1" },
  { name: "disclaimer to accept", path: "/legal/disclaimer/accept?next=/funds/DEM00018", world: "gated" },
  {
    name: "draft that is over",
    path: `/preview#${"x".repeat(43)}`,
    ready: "text=This preview is over",
    refused: 404,
    once: true,
  },
  { name: "draft of a page", path: `/preview#${"d".repeat(43)}`, ready: "text=尚未公開的標題", once: true },
  { name: "draft of a fund", path: `/preview#${"f".repeat(43)}`, ready: "text=Not announced yet.", once: true },
  { name: "service status", path: "/status" },
  { name: "data and API", path: "/data" },
  { name: "not found", path: "/nope", status: 404 },
  { name: "old page while the API is away", path: "/funds/DEM00018", world: "away" },
  { name: "visitor over quota", path: "/funds/DEM00018", world: "busy", status: 429 },
  { name: "no page while the API is away", path: "/funds/DEM00018", world: "down", status: 502 },
  { name: "site without an API", path: "/", world: "untold", status: 500 },
  { name: "maintenance", path: "/maintenance.html", once: true },
];

/** The address of a page in each of its languages. */
export const addresses = ({ path, once }: Kind): readonly string[] =>
  once ? [path] : [path, path === "/" ? "/zh-hant" : `/zh-hant${path}`];

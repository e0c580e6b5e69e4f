/** Sitemaps (sitemaps.org): an index, and behind it files of one kind or one month each, so that none grows too long. */
import { lists } from "../cache/lists.ts";
import type { Api } from "./api.ts";
import { monthAfter } from "./calls/ids.ts";
import type { Result } from "./client.ts";
import { failureAmong } from "./failure.ts";
import { localeFacts, LOCALES, localPath } from "./locale.ts";
import { cursorOf } from "./query.ts";
import { sitePath } from "./views/addresses.ts";

/** Paths in English, of which the sitemap makes the addresses in every language. */
type Paths = Result<readonly string[]>;

const FIXED = [
  "/",
  "/funds",
  "/deauthorised",
  "/houses",
  "/changes",
  "/verify",
  "/faq",
  "/help",
  "/support",
  "/legal",
  "/status",
  "/data",
];
const MOST = 25_000; // paths: twice as many addresses, which is what one file may hold
const FUNDS = "funds-";

/** The names of all files: pages, houses, and funds by the month of their authorisation. */
export function sitemapNames(api: Api, kept = lists): Promise<Paths> {
  return kept.of("index", () => names(api));
}

async function names(api: Api): Promise<Paths> {
  const [first, last] = await Promise.all([api.authorised("first"), api.authorised("last")]);
  if (!first.ok) return first;
  if (!last.ok) return last;
  return {
    ok: true,
    data: ["pages", "houses", ...monthsBetween(first.data, last.data).map((month) => FUNDS + month)],
  };
}

function monthsBetween(first: string | undefined, last: string | undefined): readonly string[] {
  const months: string[] = [];
  if (!first || !last) return months;
  for (let month = first.slice(0, 7); month <= last.slice(0, 7); month = monthAfter(month)) months.push(month);
  return months;
}

/** The paths of one file of the index; nothing is asked for any other. */
export async function sitemapPaths(name: string, api: Api, kept = lists): Promise<Paths> {
  const known = await sitemapNames(api, kept);
  if (!known.ok) return known;
  return known.data.includes(name)
    ? kept.of(name, () => paths(name, api))
    : { ok: false, failure: { kind: "notFound" } };
}

async function paths(name: string, api: Api): Promise<Paths> {
  const month = name.startsWith(FUNDS) ? name.slice(FUNDS.length) : undefined;
  if (month) return walk((cursor) => fundPage(api, month, cursor));
  return name === "houses" ? walk((cursor) => housePage(api, cursor)) : pages(api);
}

async function pages(api: Api): Promise<Paths> {
  const menu = await api.menu("en");
  const failure = failureAmong(menu);
  if (failure) return { ok: false, failure };
  const help = await api.help("en", "");
  const articles = help.ok ? help.data.items.map(({ slug }) => `/help/${slug}`) : [];
  const edited = menu.ok ? menu.data.items.map(({ path }) => sitePath(path)) : [];
  return { ok: true, data: [...new Set([...FIXED, ...articles, ...edited])] };
}

interface Stretch {
  readonly paths: readonly string[];
  readonly next: string | undefined;
}

async function fundPage(api: Api, month: string, cursor?: string): Promise<Result<Stretch>> {
  const page = await api.fundIds(month, cursor);
  if (!page.ok) return page;
  const { fundIds, next } = page.data;
  return { ok: true, data: { paths: fundIds.map((fundId) => `/funds/${fundId}`), next: cursorOf(next) } };
}

async function housePage(api: Api, cursor?: string): Promise<Result<Stretch>> {
  const page = await api.houses(cursor);
  if (!page.ok) return page;
  const { results, next } = page.data;
  return { ok: true, data: { paths: results.map(({ slug }) => `/houses/${slug}`), next: cursorOf(next) } };
}

async function walk(ask: (cursor?: string) => Promise<Result<Stretch>>): Promise<Paths> {
  const paths: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await ask(cursor);
    if (!page.ok) return page;
    paths.push(...page.data.paths);
    cursor = page.data.next;
  } while (cursor && paths.length < MOST);
  return { ok: true, data: paths.slice(0, MOST) };
}

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';
const NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9";

export function indexXml(addresses: readonly string[]): string {
  const entries = addresses.map((address) => `<sitemap><loc>${escape(address)}</loc></sitemap>`);
  return `${HEAD}<sitemapindex xmlns="${NAMESPACE}">\n${entries.join("\n")}\n</sitemapindex>\n`;
}

/** Each path in each language, and with each address those of the other languages. */
export function urlsXml(paths: readonly string[], absolute: (path: string) => string): string {
  const entries = paths.flatMap((path) => {
    const addresses = LOCALES.map((locale) => ({
      lang: localeFacts(locale).lang,
      to: escape(absolute(localPath(locale, path))),
    }));
    const links = addresses
      .map(({ lang, to }) => `<xhtml:link rel="alternate" hreflang="${lang}" href="${to}"/>`)
      .join("");
    return addresses.map(({ to }) => `<url><loc>${to}</loc>${links}</url>`);
  });
  return `${HEAD}<urlset xmlns="${NAMESPACE}" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n${entries.join("\n")}\n</urlset>\n`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

const escape = (text: string): string => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);

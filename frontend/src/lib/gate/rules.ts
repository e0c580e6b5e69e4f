/** Who is asked to accept the disclaimer, where, and how the answer travels; nothing here knows the API. */
import { type Locale, localPath, switchLocale, withoutLocale } from "../locale.ts";

/** Where the question is put. */
export const GATE = "/legal/disclaimer/accept";
/** The parameter that carries a receipt for those who keep no cookie. */
export const ACCEPTED = "accepted";

const COOKIE = "disclaimer";
const HALF_A_YEAR = 182 * 24 * 60 * 60;
const LONGEST_NEXT = 2000;
const RECEIPT = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const ROBOT = /bot\b|crawl|spider|slurp|archiver|preview|monitor/i;
const NOWHERE = "http://nowhere.invalid";

/** The beginnings of addresses behind the gate, from `GATED_PATHS`: pages of funds and documents unless told. */
export function gatedPaths(setting = process.env["GATED_PATHS"] ?? "/funds/,/documents/"): readonly string[] {
  return setting
    .split(",")
    .map((prefix) => prefix.trim())
    .filter(Boolean);
}

/** Whether a page stands behind the gate, in any language: something below one of the beginnings. */
export function isGated(pathname: string, prefixes = gatedPaths()): boolean {
  const path = withoutLocale(pathname);
  return prefixes.some((prefix) => path.startsWith(prefix) && path.length > prefix.length);
}

/** Whether a person with a browser opens a page. Crawlers, feed readers and programs are never asked. */
export function isReader({
  method,
  headers,
}: {
  readonly method: string;
  readonly headers: Pick<Headers, "get">;
}): boolean {
  const opensPage = headers.get("Accept")?.includes("text/html") ?? false;
  return method === "GET" && opensPage && !ROBOT.test(headers.get("User-Agent") ?? "");
}

/** Whether readers come to this site by https. */
export function isSecure(site = process.env["PUBLIC_SITE_URL"]): boolean {
  return site?.startsWith("https:") ?? false;
}

/** With https only this very host can have set it: browsers refuse the prefix to all others (RFC 6265bis, 4.1.3). */
const cookieName = (secure: boolean) => (secure ? `__Host-${COOKIE}` : COOKIE);

/** The receipt in a Cookie header; none where the name stands twice, since one of them is somebody else's. */
export function receiptIn(cookies: string | null, secure: boolean): string | undefined {
  const pairs = (cookies ?? "").split(";").map((cookie) => cookie.trim());
  const named = pairs.filter((pair) => pair.startsWith(`${cookieName(secure)}=`));
  return named.length === 1 ? receipt(named[0]?.slice(cookieName(secure).length + 1)) : undefined;
}

/** A receipt, if the text is one. */
export function receipt(text: string | null | undefined): string | undefined {
  return text && RECEIPT.test(text) ? text : undefined;
}

/** The cookie that remembers a receipt: no script reads it, and other sites' forms don't send it. */
export function cookieOf(kept: string, { secure }: { readonly secure: boolean }): string {
  const parts = [`${cookieName(secure)}=${kept}`, "Path=/", `Max-Age=${HALF_A_YEAR}`, "HttpOnly", "SameSite=Lax"];
  return [...parts, ...(secure ? ["Secure"] : [])].join("; ");
}

/** Where to go on, in the language of the gate; never to another site and never back to the gate. */
export function localNext(next: unknown, locale: Locale): string {
  const search = localPath(locale, "/funds");
  if (typeof next !== "string" || !next.startsWith("/") || next.length > LONGEST_NEXT) return search;
  if (!URL.canParse(next, NOWHERE)) return search;
  const url = new URL(next, NOWHERE);
  // Two slashes may begin another host's address, as soon as the language before them is taken away.
  if (url.origin !== NOWHERE || url.pathname.includes("//") || withoutLocale(url.pathname) === GATE) return search;
  url.searchParams.delete(ACCEPTED);
  return switchLocale(url.pathname, locale) + url.search;
}

/** The same address with a receipt, or without any. */
export function withReceipt(path: string, kept?: string): string {
  const url = new URL(path, NOWHERE);
  url.searchParams.delete(ACCEPTED);
  if (kept) url.searchParams.set(ACCEPTED, kept);
  return url.pathname + url.search;
}

/** Whether a form was sent by a page of this site: browsers name its origin, and behind a proxy only the host is known. */
export function isFromHere(headers: Headers, site = process.env["PUBLIC_SITE_URL"]): boolean {
  const origin = headers.get("Origin") ?? "";
  if (!URL.canParse(origin)) return false;
  return site ? origin === new URL(site).origin : new URL(origin).host === headers.get("Host");
}

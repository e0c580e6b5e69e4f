/** Pages that are the same for all, kept or made, and what was made for one reader. */
import { confirmed, madeBy, pages } from "../cache/kept.ts";
import { type Answer, keyOf } from "../cache/pages.ts";
import { oldPageLine } from "../cache/words.ts";
import { ACCEPTED } from "../lib/gate/rules.ts";
import { cacheControl, matchesEtag } from "../lib/headers.ts";
import { localeFromPath } from "../lib/locale.ts";
import type { Asked, Said } from "./asked.ts";
import { type App, made, type Rendered } from "./astro.ts";

const HTML = "text/html; charset=utf-8";
/** How long shared caches keep a page that stands in. */
const STANDS_IN = 5;

/** The page of an address, from memory or made now, with the validator of its text. */
export async function keptOrMade(asked: Asked, app: App): Promise<Said> {
  const { url } = asked;
  const key = url.searchParams.has(ACCEPTED) ? undefined : keyOf(url);
  const line = (madeAt: Date) => oldPageLine(localeFromPath(url.pathname), madeAt);
  const make = () => madeBy(() => made(app, { asked }));
  return saidOf(asked, await pages.answer(key, { make, confirm: confirmed, line }));
}

/** What was made for one visitor: no cache keeps it. */
export function privately({ status, headers, body }: Rendered): Said {
  const own = isHtml(headers) ? { "Content-Type": HTML, "Cache-Control": "no-store" } : {};
  return { status, headers: { ...flat(headers), ...own }, body };
}

function saidOf(asked: Asked, answer: Answer): Said {
  if (answer.kind === "page") return validated(asked, answer);
  if (answer.kind === "standIn") {
    const headers = { "Content-Type": HTML, "Cache-Control": cacheControl(200, STANDS_IN), "X-Page": "stands in" };
    return { status: 200, headers, body: Buffer.from(answer.html) };
  }
  const { status, headers, page, isForOne } = answer.made;
  const lasting = isForOne ? "no-store" : cacheControl(status, secondsLeft(page.freshUntil));
  const own = isHtml(headers) ? { "Content-Type": HTML, "Cache-Control": lasting } : {};
  return { status, headers: { ...flat(headers), ...own }, body: page.body };
}

function validated({ headers: said }: Asked, { page, state }: Extract<Answer, { kind: "page" }>): Said {
  const headers = {
    "Content-Type": HTML,
    "Cache-Control": cacheControl(200, secondsLeft(page.freshUntil)),
    ETag: page.etag,
    "X-Page": state,
  };
  if (matchesEtag(said.get("If-None-Match"), page.etag)) return { status: 304, headers };
  return { status: 200, headers, body: page.body };
}

/** Names as they came; cookies stay apart. */
function flat(headers: Headers): Record<string, string | string[]> {
  const cookies = headers.getSetCookie();
  return { ...Object.fromEntries(headers), ...(cookies.length > 0 && { "set-cookie": cookies }) };
}

const isHtml = (headers: Headers): boolean => headers.get("Content-Type")?.startsWith("text/html") ?? false;
const secondsLeft = (until: number): number => Math.max(0, Math.floor((until - Date.now()) / 1000));

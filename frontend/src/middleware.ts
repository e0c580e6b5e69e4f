import type { APIContext, MiddlewareNext } from "astro";
import { defineMiddleware } from "astro:middleware";
import { madeBy, pages } from "./cache/kept.ts";
import { type Answer, keyOf } from "./cache/pages.ts";
import { oldPageLine } from "./cache/words.ts";
import { origins, visitorOf } from "./lib/environment.ts";
import { passage } from "./lib/gate/gate.ts";
import { ACCEPTED, GATE } from "./lib/gate/rules.ts";
import { cacheControl, FOR_ITS_READER, matchesEtag, previewHeaders, securityHeaders } from "./lib/headers.ts";
import { localeFromPath, withoutLocale } from "./lib/locale.ts";
import { logLine, pathToTell } from "./lib/log.ts";
import { becauseOf, idFor } from "./lib/visitor.ts";

const PREVIEW = "/preview";
const HEALTH = "/healthz";
const SUPPORT = "/support";
const TOO_MUCH = "/429";
const HTML = "text/html; charset=utf-8";
/** How long shared caches keep a page that stands in. */
const STANDS_IN = 5;

/** Answers with a page that is kept or has it made, for its visitor; gives every answer its headers and every page a validator. */
export const onRequest = defineMiddleware((context, next) => {
  if (import.meta.env.DEV) return next(); // Vite's development client needs inline scripts.
  const asked = { visitor: visitorOf(context.request, context.clientAddress), requestId: idFor(context.request) };
  return becauseOf(asked, () => told(context, asked.requestId, () => answerTo(context, next)));
});

/** Answer under an id, and leave a line of what came of it. */
async function told({ request, url }: APIContext, id: string, answer: () => Promise<Response>): Promise<Response> {
  const begin = performance.now();
  const response = await answer();
  response.headers.set("X-Request-ID", id);
  if (url.pathname !== HEALTH) {
    logLine("info", "site.access", {
      message: "request.answered",
      "http.request.method": request.method,
      "url.path": pathToTell(url.pathname),
      "http.response.status_code": response.status,
      "event.duration": Math.round((performance.now() - begin) * 1_000_000),
      "fundrepo.page": response.headers.get("X-Page") ?? undefined,
    });
  }
  return response;
}

async function answerTo({ request, url, locals }: APIContext, next: MiddlewareNext): Promise<Response> {
  const isDraft = withoutLocale(url.pathname) === PREVIEW;
  const isOwn = isDraft || withoutLocale(url.pathname) === GATE || isSupport(withoutLocale(url.pathname));
  const isRead = request.method === "GET" || request.method === "HEAD";
  const { isGated, location, isTooMuch } = await passage(request, url);
  const isKept = isRead && !isOwn && !isTooMuch;
  const response = location
    ? sentTo(location)
    : isKept
      ? answered(request, await pageOf())
      : privately(await next(isTooMuch ? TOO_MUCH : undefined));
  // A shared cache that kept a page from behind the gate would open it.
  if (isGated && !location && response.status < 400) response.headers.set("Cache-Control", FOR_ITS_READER);
  const headers = isDraft ? previewHeaders(origins()) : securityHeaders(origins());
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  return response;

  function pageOf(): Promise<Answer> {
    const line = (madeAt: Date) => oldPageLine(localeFromPath(url.pathname), madeAt);
    const key = url.searchParams.has(ACCEPTED) ? undefined : keyOf(url);
    return pages.answer(key, { make: () => madeBy(next, () => locals.seconds ?? 0), line });
  }
}

function sentTo(location: string): Response {
  return new Response(null, { status: 303, headers: { Location: location, "Cache-Control": "no-store" } });
}

/** What was made for one visitor. */
function privately(response: Response): Response {
  if (isHtml(response.headers)) {
    response.headers.set("Content-Type", HTML);
    response.headers.set("Cache-Control", "no-store");
  }
  return response;
}

function answered(request: Request, answer: Answer): Response {
  const text = request.method === "HEAD" ? () => null : (body: BodyInit) => body;
  if (answer.kind === "page") return validated(request, answer);
  if (answer.kind === "standIn") {
    const headers = { "Content-Type": HTML, "Cache-Control": cacheControl(200, STANDS_IN), "X-Page": "stands in" };
    return new Response(text(answer.html), { headers });
  }
  const { status, headers, page, isForOne } = answer.made;
  const own = new Headers(headers);
  if (isHtml(headers)) {
    own.set("Content-Type", HTML);
    own.set("Cache-Control", isForOne ? "no-store" : cacheControl(status, secondsLeft(page.freshUntil)));
  }
  return new Response(text(page.body as BodyInit), { status, headers: own });
}

function validated(request: Request, { page, state }: Extract<Answer, { kind: "page" }>): Response {
  const headers = new Headers({
    "Content-Type": HTML,
    "Cache-Control": cacheControl(200, secondsLeft(page.freshUntil)),
    ETag: page.etag,
    "X-Page": state,
  });
  if (matchesEtag(request.headers.get("If-None-Match"), page.etag)) return new Response(null, { status: 304, headers });
  return new Response(request.method === "HEAD" ? null : (page.body as BodyInit), { headers });
}

/** A form of support is made for its reader, and a request is its reader's alone. */
const isSupport = (path: string): boolean => path === SUPPORT || path.startsWith(`${SUPPORT}/`);
const isHtml = (headers: Headers): boolean => headers.get("Content-Type")?.startsWith("text/html") ?? false;
const secondsLeft = (until: number): number => Math.max(0, Math.floor((until - Date.now()) / 1000));

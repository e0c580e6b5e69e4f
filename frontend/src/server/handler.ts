/** What becomes of a request: a file, the gate, a page that is kept, or one that Astro makes now; and a line in the log. */
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { origins, visitorOf } from "../lib/environment.ts";
import { passage } from "../lib/gate/gate.ts";
import { GATE } from "../lib/gate/rules.ts";
import { FOR_ITS_READER, previewHeaders, securityHeaders } from "../lib/headers.ts";
import { withoutLocale } from "../lib/locale.ts";
import { logLine, pathToTell } from "../lib/log.ts";
import { becauseOf, idFor } from "../lib/visitor.ts";
import { type Asked, askedOf, type Said, send } from "./asked.ts";
import { type App, made } from "./astro.ts";
import { bodyOf } from "./body.ts";
import { fileAt, type Files } from "./files.ts";
import { keptOrMade, privately } from "./pages.ts";
import { BROKEN, MALFORMED, METHODS, TOO_LONG, UNHEARD } from "./refusals.ts";

const PREVIEW = "/preview";
const HEALTH = "/healthz";
const SUPPORT = "/support";
const NOTHING = new Uint8Array();

/** Answers everything that is asked of the site. */
export function handlerOf(app: App, files: Files): RequestListener {
  return (request, response) => {
    const asked = askedOf(request);
    const file = asked ? fileAt(asked, files) : MALFORMED;
    if (!asked || file) return send(response, file ?? MALFORMED);
    if (!METHODS.has(asked.method)) return send(response, UNHEARD);
    const id = idFor(asked);
    const because = { visitor: visitorOf(asked, request.socket.remoteAddress ?? ""), requestId: id };
    void becauseOf(because, async () => {
      const begin = performance.now();
      const said = await answerTo(asked, request, app).catch(broken);
      tell(asked, said, performance.now() - begin);
      sendOrFail(response, { ...said, headers: { ...said.headers, "X-Request-ID": id } });
    });
  };
}

/** Sends an answer, or that it failed where HTTP has no way to write a header of it: the server goes on for everybody else. */
function sendOrFail(response: ServerResponse, said: Said): void {
  try {
    send(response, said);
  } catch (error) {
    for (const name of response.getHeaderNames()) response.removeHeader(name);
    send(response, broken(error));
  }
}

/** Leaves a line of a failure; what is said to whoever asked. */
export function broken(error: unknown): Said {
  logLine("warning", "site.errors", { message: "request.failed", "error.message": String(error) });
  return BROKEN;
}

/** Leaves a line of what came of a request, unless somebody only looked whether we live. */
function tell({ method, url }: Asked, { status, headers }: Said, milliseconds: number): void {
  if (url.pathname === HEALTH) return;
  logLine("info", "site.access", {
    message: "request.answered",
    "http.request.method": method,
    "url.path": pathToTell(url.pathname),
    "http.response.status_code": status,
    "event.duration": Math.round(milliseconds * 1_000_000),
    "fundrepo.page": headers["X-Page"],
  });
}

/** An answer with the headers that all have; whatever must look at a visitor runs before what is kept for all. */
async function answerTo(asked: Asked, request: IncomingMessage, app: App): Promise<Said> {
  const path = withoutLocale(asked.url.pathname);
  const { isGated, location, isTooMuch = false } = await passage(asked);
  const said = location ? sentTo(location) : await pageAt(asked, { path, isTooMuch, request, app });
  return {
    ...said,
    headers: {
      ...said.headers,
      // A shared cache that kept a page from behind the gate would open it.
      ...(isGated && !location && said.status < 400 && { "Cache-Control": FOR_ITS_READER }),
      ...(path === PREVIEW ? previewHeaders(origins()) : securityHeaders(origins())),
    },
  };
}

interface Way {
  readonly path: string;
  readonly isTooMuch: boolean;
  readonly request: IncomingMessage;
  readonly app: App;
}

async function pageAt(asked: Asked, { path, isTooMuch, request, app }: Way): Promise<Said> {
  const isRead = asked.method === "GET" || asked.method === "HEAD";
  const isOwn = path === PREVIEW || path === GATE || isSupport(path);
  if (isRead && !isOwn && !isTooMuch) return keptOrMade(asked, app);
  const body = isRead ? NOTHING : await bodyOf(request);
  return body ? privately(await made(app, { asked, reader: { headers: request.headers, body }, isTooMuch })) : TOO_LONG;
}

function sentTo(location: string): Said {
  return { status: 303, headers: { Location: location, "Cache-Control": "no-store" } };
}

/** A form of support is made for its reader, and a request is its reader's alone. */
const isSupport = (path: string): boolean => path === SUPPORT || path.startsWith(`${SUPPORT}/`);

/** What somebody asks of the site and what it says, without the objects of `fetch`, which cost more than most answers. */
import type { IncomingMessage, ServerResponse } from "node:http";

/** The headers of a request, by names in any case. */
export interface Head {
  readonly get: (name: string) => string | null;
}

export interface Asked {
  readonly method: string;
  /** On a host that says nothing: pages depend on the path and the query alone. */
  readonly url: URL;
  readonly headers: Head;
}

export interface Said {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: Uint8Array | undefined;
}

const NOWHERE = "http://site.invalid";
const MOST_DECODINGS = 10;
/** What an address drops wherever it stands: left in, it would hide a letter from the gate that Astro then reads. */
const DROPPED = /[\t\n\r]/;
/** What mail and advertisements append to addresses, a different one for each reader: no page is made of it. */
const APPENDED = /(?<=[?&])(?:utm_\w+|fbclid|gclid|msclkid|mc_[ce]id)(?:=[^&]*)?(?:&|$)/g;
/** It would send a request back as it came, cookies and all; `fetch` knows no such request. */
const ECHO = "TRACE";

/** The question of a request; undefined where it is none that a browser would send. */
export function askedOf({ method = "GET", url: written = "", headers }: IncomingMessage): Asked | undefined {
  const url = method === ECHO ? undefined : addressOf(written);
  return url && { method, url, headers: { get: (name) => headers[name.toLowerCase()]?.toString() ?? null } };
}

/**
 * An address in the one way of writing it: whoever wrote a letter of it as %66 asks for the same page as everybody, at
 * the gate, in the memory of pages and in Astro, which decodes so too. Whoever came by an advertisement does, too.
 */
export function addressOf(written: string): URL | undefined {
  if (!written.startsWith("/") || !URL.canParse(NOWHERE + written)) return undefined;
  const url = new URL(NOWHERE + written);
  const path = url.pathname.includes("%") ? decoded(url.pathname) : url.pathname;
  if (path === undefined || DROPPED.test(path)) return undefined;
  if (path !== url.pathname) url.pathname = path;
  if (url.pathname.includes("//")) url.pathname = url.pathname.replace(/\/{2,}/g, "/");
  const search = url.search.replace(APPENDED, "");
  if (search !== url.search) url.search = search.replace(/[?&]$/, "");
  return url;
}

/** Decoded until nothing is left to decode; undefined where the first step fails or there is no end. */
function decoded(path: string): string | undefined {
  let now = path;
  for (let times = 0; times <= MOST_DECODINGS; times += 1) {
    const next = decodedOnce(now);
    if (next === undefined) return times === 0 ? undefined : now;
    if (next === now) return now;
    now = next;
  }
  return undefined;
}

function decodedOnce(path: string): string | undefined {
  try {
    return decodeURI(path);
  } catch {
    return undefined;
  }
}

/** Sends an answer; of a header that stands twice, in whatever case, the later one. Who asked for the head is told the length. */
export function send(response: ServerResponse, { status, headers, body }: Said): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (body) response.setHeader("Content-Length", body.byteLength);
  response.writeHead(status).end(body);
}

/** Astro makes what isn't kept. */
import type { IncomingMessage } from "node:http";
import { Readable } from "node:stream";
import type { createApp } from "astro/app/entrypoint";
import type { Asked } from "./asked.ts";

export type App = Pick<ReturnType<typeof createApp>, "render">;

/** An answer of Astro with its body read. */
export interface Rendered {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Uint8Array;
  /** For how many seconds the banners of a page hold. */
  readonly seconds: number;
}

interface Wanted {
  readonly asked: Asked;
  /** Where its reader's own words are to be had: of pages that are the same for all there are none. */
  readonly request?: IncomingMessage;
  readonly isTooMuch?: boolean;
}

/** Forms are small; nobody sends more. */
const LONGEST_BODY = 65_536;

/** What Astro makes of a question. */
export async function made(app: App, { asked, request, isTooMuch = false }: Wanted): Promise<Rendered> {
  const locals: App.Locals = { isTooMuch };
  const answer = await app.render(request ? requestOf(asked, request) : new Request(asked.url), {
    addCookieHeader: true,
    locals,
  });
  const { status, headers } = answer;
  return { status, headers, body: new Uint8Array(await answer.arrayBuffer()), seconds: locals.seconds ?? 0 };
}

function requestOf({ url, method }: Asked, request: IncomingMessage): Request {
  const headers = new Headers(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
  const hasBody = method !== "GET" && method !== "HEAD";
  return new Request(url, { method, headers, ...(hasBody && { body: bodyOf(request), duplex: "half" }) });
}

function bodyOf(request: IncomingMessage): ReadableStream {
  return Readable.toWeb(Readable.from(limited(request))) as ReadableStream;
}

async function* limited(request: IncomingMessage): AsyncGenerator<Uint8Array> {
  let length = 0;
  for await (const part of request as AsyncIterable<Uint8Array>) {
    length += part.byteLength;
    if (length > LONGEST_BODY) throw new Error(`More than ${LONGEST_BODY} bytes were sent`);
    yield part;
  }
}

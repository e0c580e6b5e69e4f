/** Astro makes what isn't kept. */
import type { IncomingHttpHeaders } from "node:http";
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
  /** Its reader's own words: of pages that are the same for all there are none. */
  readonly reader?: Reader;
  readonly isTooMuch?: boolean;
}

interface Reader {
  readonly headers: IncomingHttpHeaders;
  readonly body: Uint8Array<ArrayBuffer>;
}

/** What Astro makes of a question. */
export async function made(app: App, { asked, reader, isTooMuch = false }: Wanted): Promise<Rendered> {
  const locals: App.Locals = { isTooMuch };
  const answer = await app.render(reader ? requestOf(asked, reader) : new Request(asked.url), {
    addCookieHeader: true,
    locals,
  });
  const { status, headers } = answer;
  return { status, headers, body: new Uint8Array(await answer.arrayBuffer()), seconds: locals.seconds ?? 0 };
}

function requestOf({ url, method }: Asked, { headers: said, body }: Reader): Request {
  const headers = new Headers(Object.entries(said).map(([name, value]) => [name, String(value)]));
  return new Request(url, { method, headers, ...(body.byteLength > 0 && { body }) });
}

import { defineMiddleware } from "astro:middleware";
import { origins } from "./lib/environment.ts";
import { passage } from "./lib/gate/gate.ts";
import { keptCacheControl, matchesEtag, previewHeaders, securityHeaders, weakEtag } from "./lib/headers.ts";

const PREVIEW = /^(\/zh-hant)?\/preview$/;

/** Gives every answer its headers, and every page a validator. */
export const onRequest = defineMiddleware(async ({ request, url, locals }, next) => {
  const isDraft = PREVIEW.test(url.pathname);
  const { isGated, location } = await passage(request, url);
  if (isGated) locals.keptBy = "reader";
  const response = location ? sentTo(location) : await next();
  if (import.meta.env.DEV) return response; // Vite's development client needs inline scripts.
  const headers = isDraft ? previewHeaders(origins()) : securityHeaders(origins());
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  if (!response.headers.get("Content-Type")?.startsWith("text/html")) return response;
  response.headers.set("Content-Type", "text/html; charset=utf-8");
  return isDraft ? response : validated(request, response, locals);
});

function sentTo(location: string): Response {
  return new Response(null, { status: 303, headers: { Location: location, "Cache-Control": "no-store" } });
}

async function validated(request: Request, response: Response, locals: App.Locals): Promise<Response> {
  const body = await response.text(); // Only now the page is made, and knows how long its banners hold.
  const { headers, status } = response;
  headers.set("Cache-Control", keptCacheControl(locals.keptBy, status, locals.seconds));
  if (status !== 200) return new Response(body, { status, headers });
  const etag = weakEtag(body);
  headers.set("ETag", etag);
  if (matchesEtag(request.headers.get("If-None-Match"), etag)) return new Response(null, { status: 304, headers });
  return new Response(body, { status, headers });
}

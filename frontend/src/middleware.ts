import type { APIContext, MiddlewareNext } from "astro";
import { defineMiddleware } from "astro:middleware";
import { origins, visitorOf } from "./lib/environment.ts";
import { cacheControl, matchesEtag, previewHeaders, securityHeaders, weakEtag } from "./lib/headers.ts";
import { forVisitor } from "./lib/visitor.ts";

const PREVIEW = /^(\/zh-hant)?\/preview$/;

/** Gives every answer its headers, and every page a validator; all that is asked of the API is asked for its visitor. */
export const onRequest = defineMiddleware((context, next) =>
  forVisitor(visitorOf(context.request, context.clientAddress), () => answered(context, next)),
);

async function answered({ request, url, locals }: APIContext, next: MiddlewareNext): Promise<Response> {
  const isDraft = PREVIEW.test(url.pathname);
  const response = await next();
  if (import.meta.env.DEV) return response; // Vite's development client needs inline scripts.
  const headers = isDraft ? previewHeaders(origins()) : securityHeaders(origins());
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  if (!response.headers.get("Content-Type")?.startsWith("text/html")) return response;
  response.headers.set("Content-Type", "text/html; charset=utf-8");
  return isDraft ? response : validated(request, response, locals);
}

async function validated(request: Request, response: Response, locals: App.Locals): Promise<Response> {
  const body = await response.text(); // Only now the page is made, and knows how long its banners hold.
  const { headers, status } = response;
  headers.set("Cache-Control", cacheControl(status, locals.seconds));
  if (status !== 200) return new Response(body, { status, headers });
  const etag = weakEtag(body);
  headers.set("ETag", etag);
  if (matchesEtag(request.headers.get("If-None-Match"), etag)) return new Response(null, { status: 304, headers });
  return new Response(body, { status, headers });
}

import { defineMiddleware } from "astro:middleware";
import { cacheControl, matchesEtag, SECURITY_HEADERS, weakEtag } from "./lib/headers.ts";

/** Gives every answer its headers, and every page a validator. */
export const onRequest = defineMiddleware(async ({ request }, next) => {
  const response = await next();
  if (import.meta.env.DEV) return response; // Vite's development client needs inline scripts.
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.headers.set(name, value);
  if (!response.headers.get("Content-Type")?.startsWith("text/html")) return response;
  response.headers.set("Content-Type", "text/html; charset=utf-8");
  response.headers.set("Cache-Control", cacheControl(response.status));
  return response.status === 200 ? validated(request, response) : response;
});

async function validated(request: Request, response: Response): Promise<Response> {
  const body = await response.text();
  const etag = weakEtag(body);
  response.headers.set("ETag", etag);
  const { headers, status } = response;
  if (matchesEtag(request.headers.get("If-None-Match"), etag)) return new Response(null, { status: 304, headers });
  return new Response(body, { status, headers });
}

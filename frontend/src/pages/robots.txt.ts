import type { APIRoute } from "astro";

const RULES = [
  "User-agent: *",
  "Disallow: /*?",
  "Disallow: /preview",
  "Disallow: /zh-hant/preview",
  "Allow: /",
  "",
].join("\n");

/** Crawlers read every page but the endless combinations of a search. */
export const GET: APIRoute = () =>
  new Response(RULES, {
    headers: { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "public, max-age=3600" },
  });

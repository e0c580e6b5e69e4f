import type { APIRoute } from "astro";
import { siteAddress } from "../lib/environment.ts";
import { file } from "../lib/files.ts";

const RULES = ["User-agent: *", "Disallow: /*?", "Disallow: /preview", "Disallow: /zh-hant/preview", "Allow: /", ""];

/** Crawlers read every page but the endless combinations of a search. */
export const GET: APIRoute = () => {
  const sitemap = siteAddress("/sitemap.xml");
  return file([...RULES, ...(sitemap ? [`Sitemap: ${sitemap}`, ""] : [])].join("\n"), "text/plain");
};

import type { APIRoute } from "astro";
import { siteAddress } from "../lib/environment.ts";
import { file } from "../lib/files.ts";
import { LOCALES, localPath } from "../lib/locale.ts";

const DRAFTS = LOCALES.map((locale) => `Disallow: ${localPath(locale, "/preview")}`);
const RULES = ["User-agent: *", "Disallow: /*?", ...DRAFTS, "Allow: /", ""];

/** Crawlers read every page but the endless combinations of a search. */
export const GET: APIRoute = () => {
  const sitemap = siteAddress("/sitemap.xml");
  return file([...RULES, ...(sitemap ? [`Sitemap: ${sitemap}`, ""] : [])].join("\n"), "text/plain");
};

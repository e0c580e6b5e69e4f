import type { APIRoute } from "astro";
import { ownApi, siteAddress } from "../lib/environment.ts";
import { file, noFile } from "../lib/files.ts";
import { indexXml, sitemapNames } from "../lib/sitemap.ts";

/** The index of all sitemaps; a site that doesn't know its own address has none. */
export const GET: APIRoute = async () => {
  if (!siteAddress("/")) return noFile();
  const names = await sitemapNames(ownApi());
  if (!names.ok) return noFile(names.failure);
  return file(indexXml(names.data.map((name) => siteAddress(`/sitemaps/${name}.xml`) ?? "")), "application/xml");
};

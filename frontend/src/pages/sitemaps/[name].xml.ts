import type { APIRoute } from "astro";
import { ownApi, siteAddress } from "../../lib/environment.ts";
import { file, noFile } from "../../lib/files.ts";
import { sitemapPaths, urlsXml } from "../../lib/sitemap.ts";

/** The addresses of one kind of page, or of the funds of one month. */
export const GET: APIRoute = async ({ params }) => {
  if (!siteAddress("/")) return noFile();
  const paths = await sitemapPaths(params["name"] ?? "", ownApi());
  if (!paths.ok) return noFile(paths.failure);
  return file(
    urlsXml(paths.data, (path) => siteAddress(path) ?? ""),
    "application/xml",
  );
};

import { createApi, type Api } from "./api.ts";
import type { Origins } from "./headers.ts";

let api: Api | undefined;

/** The API as this server reaches it, from `API_URL` and `API_KEY` at run time; one for all requests, which share what it remembers. */
export function siteApi(): Api {
  api ??= createApi({ baseUrl: apiUrl(), key: process.env["API_KEY"] ?? "" });
  return api;
}

/** The API as a visitor's browser reaches it: `PUBLIC_API_URL` (host is enough) if set, else `API_URL`. */
export function publicApiAddress(path: string): string {
  return new URL(path, process.env["PUBLIC_API_URL"] || apiUrl()).href;
}

/** The hosts that the security headers name: where images come from, and the admin, which is there too unless `ADMIN_ORIGIN` says otherwise. */
export function origins(): Origins {
  if (!process.env["API_URL"]) return {};
  const images = new URL(publicApiAddress("/")).origin;
  return { images, admin: process.env["ADMIN_ORIGIN"] || images };
}

/** Where the API describes itself; undefined while no API is configured, so that even the page that says so can be made. */
export function apiDescription(): string | undefined {
  return process.env["API_URL"] ? publicApiAddress("/api/v1/openapi.json") : undefined;
}

/** The absolute public address of a path, when `PUBLIC_SITE_URL` says where the site lives. */
export function siteAddress(path: string): string | undefined {
  const site = process.env["PUBLIC_SITE_URL"];
  return site ? new URL(path, site).href : undefined;
}

function apiUrl(): string {
  const url = process.env["API_URL"];
  if (!url)
    throw new Error("API_URL is not set. Set it to the API's address, for example http://127.0.0.1:8000/api/v1");
  return url.replace(/\/$/, "");
}

import { createApi, type Api } from "./api.ts";
import type { Server } from "./client.ts";
import type { Origins } from "./headers.ts";
import { remembering } from "./remembering.ts";
import { contactAddress } from "./security.ts";
import { addressOf, requestId, visitor } from "./visitor.ts";

/** The API as this server reaches it, for the visitor whose page is being made. */
export function siteApi(address?: string): Api {
  return createApi(apiServer(address));
}

/** Where the API is and how it knows us, from `API_URL` and `API_KEY` at run time, and for whom it is asked. */
export function apiServer(address = visitor()): Server {
  return {
    baseUrl: apiUrl(),
    key: process.env["API_KEY"] ?? "",
    visitor: address,
    requestId: requestId(),
    isSecure: (process.env["PUBLIC_API_URL"] ?? "").startsWith("https:"),
    timeoutMs: Number(process.env["API_TIMEOUT_MS"] || 3000),
  };
}

/** The same for what the site itself must know: on the quota of no visitor. */
export function ownApi(): Api {
  return siteApi("");
}

/** The address of a request's visitor, as far as `TRUSTED_PROXIES` lets it be known. */
export function visitorOf(request: { readonly headers: Pick<Headers, "get"> }, socket: string): string {
  return addressOf(socket, request.headers.get("X-Forwarded-For"), process.env["TRUSTED_PROXIES"]);
}

/** The API as a visitor's browser reaches it: `PUBLIC_API_URL` (host is enough) if set, else `API_URL`. */
export function publicApiAddress(path: string): string {
  return new URL(path, process.env["PUBLIC_API_URL"] || apiUrl()).href;
}

/** The hosts that the security headers name: where images come from, and the admin, which is there too unless `ADMIN_ORIGIN` says otherwise. */
export function origins(): Origins {
  if (!process.env["API_URL"]) return {};
  const images = originOf(process.env["PUBLIC_API_URL"] || apiUrl());
  return { images, admin: process.env["ADMIN_ORIGIN"] || images };
}

/** Where partners ask for a key, from `DATA_CONTACT`: an address of mail or web. */
export function dataContact(): { readonly href: string; readonly text: string } | undefined {
  const text = process.env["DATA_CONTACT"] ?? "";
  return text ? { href: contactAddress(text), text: text.replace(/^mailto:/, "") } : undefined;
}

/** The absolute public address of a path, when `PUBLIC_SITE_URL` says where the site lives. */
export function siteAddress(path: string): string | undefined {
  const site = process.env["PUBLIC_SITE_URL"];
  return site ? new URL(path, site).href : undefined;
}

const originOf = remembering((address: string) => new URL(address).origin);

function apiUrl(): string {
  const url = process.env["API_URL"];
  if (!url)
    throw new Error("API_URL is not set. Set it to the API's address, for example http://127.0.0.1:8000/api/v1");
  return url.replace(/\/$/, "");
}

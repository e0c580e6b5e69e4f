import { hash } from "node:crypto";
import type { Way } from "./moved.ts";

export interface Origins {
  /** Where editors' images come from: the API's host. */
  readonly images?: string | undefined;
  /** Who may put a draft into a frame: the admin. */
  readonly admin?: string | undefined;
}

/** The same for every page: no nonce, so that bodies, ETags and shared caches stay stable. */
export function securityHeaders({ images }: Origins = {}): Readonly<Record<string, string>> {
  return { ...COMMON, "Content-Security-Policy": policy(images, "'none'"), "X-Frame-Options": "DENY" };
}

/** Those of drafts: nobody keeps one, is told of it or finds it, and only the admin frames it. */
export function previewHeaders({ images, admin }: Origins): Readonly<Record<string, string>> {
  return {
    ...COMMON,
    "Content-Security-Policy": policy(images, admin ?? "'none'"),
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
  };
}

function policy(images: string | undefined, framedBy: string): string {
  return [
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    ["img-src 'self'", images].filter(Boolean).join(" "),
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    `frame-ancestors ${framedBy}`,
  ].join("; ");
}

const COMMON: Readonly<Record<string, string>> = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
  "Referrer-Policy": "strict-origin-when-cross-origin",
  "X-Content-Type-Options": "nosniff",
};

/**
 * How long shared caches may keep a page: a good one as long as its banners hold, a wrong one for a moment, a broken
 * one and one for a visitor over quota never. None is served stale, because a banner must be gone when its time is over.
 */
export function cacheControl(status: number, seconds = 0): string {
  if (status >= 500 || status === 429) return "no-store";
  const longest = status >= 400 ? 10 : 60;
  return `public, max-age=0, s-maxage=${Math.min(longest, seconds)}, must-revalidate`;
}

/** The way to where a page stands now. Everybody may keep it, but for a minute only: the page may move back. */
export function movedTo({ path, isPermanent }: Way, search: string): Response {
  const asked = path.includes("?") ? "" : search;
  return new Response(null, {
    status: isPermanent ? 301 : 302,
    headers: { Location: encodeURI(path) + asked, "Cache-Control": "public, max-age=60" },
  });
}

/** Of a page that shared caches must not have: its reader keeps it, and asks whether it changed. */
export const FOR_ITS_READER = "private, max-age=0, must-revalidate";

/** A weak validator of a page's text (RFC 9110, 8.8.3): weak because a proxy may compress it. */
export function weakEtag(body: string | Uint8Array): string {
  return `W/"${hash("sha256", body, "base64url").slice(0, 27)}"`;
}

/** Whether an If-None-Match header names this validator (weak comparison, RFC 9110, 13.1.2). */
export function matchesEtag(ifNoneMatch: string | null, etag: string): boolean {
  if (ifNoneMatch === null) return false;
  const bare = (tag: string) => tag.trim().replace(/^W\//, "");
  return ifNoneMatch.split(",").some((tag) => bare(tag) === "*" || bare(tag) === bare(etag));
}

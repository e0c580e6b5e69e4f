/** The one memory of this process, and how an answer of Astro becomes a page in it. */
import { weakEtag } from "../lib/headers.ts";
import type { Rendered } from "../server/astro.ts";
import { type Made, Pages } from "./pages.ts";
import { withTags } from "./tags.ts";

/** Banners are asked for again at least this often, should the back end's word of a change be lost. */
const LONGEST_FRESH_S = 60;

export const pages = new Pages();

/** Let Astro make the page. */
export async function madeBy(make: () => Promise<Rendered>): Promise<Made> {
  const madeAt = Date.now(); // Before, since what the API says holds from when it said it.
  const { made, tags, isOverQuota } = await withTags(make);
  const { status, headers, body, seconds } = made;
  const freshUntil = madeAt + 1000 * Math.min(LONGEST_FRESH_S, seconds);
  const page = { body, etag: weakEtag(body), tags, madeAt, freshUntil };
  const isPage = headers.get("Content-Type")?.startsWith("text/html") ?? false;
  return { status, headers, page, isPage, isForOne: isOverQuota };
}

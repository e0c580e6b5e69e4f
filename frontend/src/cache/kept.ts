/** The one memory of this process, and how an answer of Astro becomes a page in it. */
import { stillSaid } from "../lib/confirming.ts";
import { weakEtag } from "../lib/headers.ts";
import { dayOf, today } from "../lib/zone.ts";
import type { Rendered } from "../server/astro.ts";
import type { Kept } from "./keep.ts";
import { type Made, Pages } from "./pages.ts";
import { withTags } from "./tags.ts";

/** Banners are asked for again at least this often, should the back end's word of a change be lost. */
const LONGEST_FRESH_S = 60;

export const pages = new Pages();

/** Let Astro make the page. */
export async function madeBy(make: () => Promise<Rendered>): Promise<Made> {
  const madeAt = Date.now(); // Before, since what the API says holds from when it said it.
  const { made, tags, said, isOverQuota } = await withTags(make);
  const { status, headers, body, seconds } = made;
  const page = { body, etag: weakEtag(body), tags, said, ...freshFrom(madeAt, seconds) };
  const isPage = headers.get("Content-Type")?.startsWith("text/html") ?? false;
  return { status, headers, page, isPage, isForOne: isOverQuota };
}

/** The same page for another while, if the API says what it said before, on the same day; undefined where it must be made anew. */
export async function confirmed(page: Kept): Promise<Kept | undefined> {
  const now = Date.now();
  if (!page.said || dayOf(new Date(page.madeAt)) !== today()) return undefined;
  const again = await stillSaid(page.said);
  return again && { ...page, said: again.said, ...freshFrom(now, again.seconds) };
}

function freshFrom(madeAt: number, seconds: number): Pick<Kept, "madeAt" | "freshUntil"> {
  return { madeAt, freshUntil: madeAt + 1000 * Math.min(LONGEST_FRESH_S, seconds) };
}

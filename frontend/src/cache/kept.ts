/** The one memory of this process, and how an answer of Astro becomes a page in it. */
import { weakEtag } from "../lib/headers.ts";
import { type Made, Pages } from "./pages.ts";
import { withTags } from "./tags.ts";

/** Banners are asked for again at least this often, should the back end's word of a change be lost. */
const LONGEST_FRESH_S = 60;

export const pages = new Pages();

/** Let Astro make the page; `seconds` says for how long its banners hold, once it is made. */
export async function madeBy(next: () => Promise<Response>, seconds: () => number): Promise<Made> {
  const madeAt = Date.now(); // Before, since what the API says holds from when it said it.
  const { made, tags, isOverQuota } = await withTags(async () => {
    const response = await next();
    return { response, text: await response.text() };
  });
  const freshUntil = madeAt + 1000 * Math.min(LONGEST_FRESH_S, seconds());
  const page = { body: Buffer.from(made.text), etag: weakEtag(made.text), tags, madeAt, freshUntil };
  const { status, headers } = made.response;
  const isPage = headers.get("Content-Type")?.startsWith("text/html") ?? false;
  return { status, headers, page, isPage, isForOne: isOverQuota };
}

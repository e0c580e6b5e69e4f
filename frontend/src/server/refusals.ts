/** What is said where no page is made: a few words, which nobody keeps and no browser takes for anything else. */
import type { Said } from "./asked.ts";

const PLAIN = {
  "Content-Type": "text/plain; charset=utf-8",
  "Cache-Control": "no-store",
  "X-Content-Type-Options": "nosniff",
};

/** Pages are read, and forms are sent; what else HTTP knows makes no page. */
export const METHODS: ReadonlySet<string> = new Set(["GET", "HEAD", "POST"]);

export const MALFORMED = refusal(400, "Bad request.");
export const UNHEARD = refusal(405, "Method not allowed.", { Allow: [...METHODS].join(", ") });
export const TOO_LONG = refusal(413, "Too much was sent.");
export const BROKEN = refusal(500, "Internal error.");

function refusal(status: number, words: string, headers: Said["headers"] = {}): Said {
  return { status, headers: { ...PLAIN, ...headers }, body: Buffer.from(words) };
}

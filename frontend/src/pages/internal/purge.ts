import type { APIRoute } from "astro";
import { answers } from "../../cache/answers.ts";
import { pages } from "../../cache/kept.ts";
import { lists } from "../../cache/lists.ts";
import { Ear } from "../../cache/signature.ts";
import { memory } from "../../lib/gate/gate.ts";
import { logLine } from "../../lib/log.ts";

const MOST_TAGS = 1000;
const ear = new Ear(process.env["API_KEY"] ?? "");

interface Word {
  /** What was published: pages made of it are made anew when they are next asked for. */
  readonly tags: readonly string[];
  /** What was withdrawn: pages made of it are never seen again. */
  readonly gone: readonly string[];
}

/** The back end says that something was published or withdrawn. */
export const POST: APIRoute = async ({ request }) => {
  const body = await request.text();
  if (!ear.believes({ headers: request.headers, body })) return new Response(null, { status: 403 });
  const word = wordOf(body);
  if (!word) return new Response(null, { status: 422 });
  if ([...word.tags, ...word.gone].some((tag) => tag === "legal" || tag === "*")) memory.doubt();
  answers.forget([...word.tags, ...word.gone]);
  lists.expire([...word.tags, ...word.gone]);
  const counts = { forgotten: pages.forget(word.gone), expired: pages.expire(word.tags) };
  logLine("info", "site.pages", {
    message: "pages.purged",
    "event.action": "pages.purged",
    "fundrepo.tags": word.tags.slice(0, 20),
    "fundrepo.pages": counts,
  });
  return new Response(null, { status: 204 });
};

function wordOf(body: string): Word | undefined {
  try {
    const { tags = [], gone = [] } = JSON.parse(body) as { tags?: unknown; gone?: unknown };
    return areTags(tags) && areTags(gone) ? { tags, gone } : undefined;
  } catch {
    return undefined;
  }
}

const areTags = (said: unknown): said is readonly string[] =>
  Array.isArray(said) && said.length <= MOST_TAGS && said.every((tag) => typeof tag === "string");

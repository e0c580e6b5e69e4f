/** Answers that are files for programs and no pages. */
import type { Failure } from "./client.ts";
import { markFailed } from "./failure.ts";

/** A file that shared caches may keep for an hour. */
export function file(body: string, type: string): Response {
  const headers = { "Content-Type": `${type}; charset=utf-8`, "Cache-Control": "public, max-age=3600" };
  return new Response(body, { headers });
}

/** Nothing, with the status that says why. */
export function noFile(failure: Failure = { kind: "notFound" }): Response {
  const answer = { status: 404, headers: new Headers({ "Cache-Control": "no-store" }) };
  markFailed(answer, failure);
  return new Response(null, answer);
}

import type { Failure, Result } from "./api.ts";

/** Seconds after which a visitor, or a crawler, may try again while the API is down. */
export const RETRY_AFTER_SECONDS = 60;

/** The worst failure among results, or undefined when all went well. */
export function failureAmong(...results: readonly Result<unknown>[]): Failure | undefined {
  const failures = results.flatMap((result) => (result.ok ? [] : [result.failure]));
  return failures.find((failure) => failure.kind === "unavailable") ?? failures[0];
}

/** Gives a response the status code, and where it helps Retry-After, of a failure. */
export function markFailed(response: { status?: number; headers: Headers }, failure: Failure): void {
  response.status = { unavailable: 502, notFound: 404, gone: 410, invalid: 400 }[failure.kind];
  if (failure.kind === "unavailable") response.headers.set("Retry-After", String(RETRY_AFTER_SECONDS));
}

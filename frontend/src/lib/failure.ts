import type { Failure, Result } from "./api.ts";

/** Seconds after which a visitor, or a crawler, may try again while the API is down or has answered often enough. */
const RETRY_AFTER_SECONDS = 60;

/** The worst failure among results, or undefined when all went well. */
export function failureAmong(...results: readonly Result<unknown>[]): Failure | undefined {
  return passingFailure(...results) ?? failuresOf(results)[0];
}

/** The worst failure among results that says nothing of what was asked for, only that nobody could say it now. */
export function passingFailure(...results: readonly Result<unknown>[]): Failure | undefined {
  const failures = failuresOf(results);
  const passing = ["unavailable", "refused", "busy"] as const;
  return passing.map((kind) => failures.find((failure) => failure.kind === kind)).find((found) => found !== undefined);
}

/** Gives a response the status code, and where it helps Retry-After, of a failure. */
export function markFailed(response: { status?: number; headers: Headers }, failure: Failure): void {
  response.status = { unavailable: 502, refused: 502, busy: 429, notFound: 404, gone: 410, invalid: 400 }[failure.kind];
  if (["unavailable", "refused", "busy"].includes(failure.kind))
    response.headers.set("Retry-After", String(RETRY_AFTER_SECONDS));
}

const failuresOf = (results: readonly Result<unknown>[]): readonly Failure[] =>
  results.flatMap((result) => (result.ok ? [] : [result.failure]));

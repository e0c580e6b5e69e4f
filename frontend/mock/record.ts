/** The state of the record, in miniature: what is told of it, and by which answers. */
import type { components } from "../src/lib/schema.d.ts";

const OF_THE_RECORD = /^\/api\/v1\/funds\/(?:facets\/|[A-Z0-9-]+\/(?:figures\/)?)?$/;

/** What the API says of its record when that is asked for. */
export const inState = (state: string): components["schemas"]["RecordInState"] => ({
  state,
  changedAt: "2026-11-18T22:41:07Z",
});

/** The header of an answer that holds as long as the record is in this state. */
export const stateHeader = ({ pathname, searchParams }: URL, state: string): Readonly<Record<string, string>> =>
  OF_THE_RECORD.test(pathname) && !searchParams.has("asOf") ? { "Record-State": state } : {};

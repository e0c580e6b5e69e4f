import type { Wire } from "../api.ts";
import type { Context } from "./context.ts";
import { type Recorded, recordedSource } from "./record.ts";

export interface PastView {
  /** Which day or version is shown, in one sentence. */
  readonly sentence: string;
  readonly detail?: string;
  readonly today: string;
  readonly history: string;
}

/** What a page of an earlier day or version says about itself, and the ways on from there. */
export function pastView(
  fundId: string,
  {
    day,
    version,
    entry,
  }: { day?: string | undefined; version?: number | undefined; entry?: Wire["VersionEntry"] | undefined },
  { t, f, href }: Context,
): PastView {
  const sentence = day ? t("past.day", { date: f.date(day) }) : t("past.version", { version: f.count(version ?? 0) });
  return {
    sentence,
    ...(entry ? { detail: lasted(entry, { t, f }) } : {}),
    today: href(`/funds/${fundId}`),
    history: href(`/funds/${fundId}/history`),
  };
}

function lasted({ version, validFrom, validTo }: Wire["VersionEntry"], { t, f }: Pick<Context, "t" | "f">): string {
  const facts = { version: f.count(version), from: f.time(validFrom), to: validTo ? f.time(validTo) : "" };
  return t(validTo ? "past.lasted" : "past.lasts", facts);
}

/** The record of a version, as its entry in the ledger states it. */
export function recordedBy(entry: Wire["VersionEntry"]): Recorded {
  const { version, validFrom, sha256, source } = entry;
  return { version, publishedAt: validFrom, sha256, ...recordedSource(source) };
}

/** The gate before pages of funds and documents: it stands before every cache, and the pages behind it stay the same for all. */
import type { Wire } from "../api.ts";
import type { Asked } from "../../server/asked.ts";
import { ownApi, siteApi } from "../environment.ts";
import { localeFromPath, localPath } from "../locale.ts";
import { isCurrent, Memory } from "./memory.ts";
import { ACCEPTED, GATE, isGated, isReader, isSecure, receipt, receiptIn, withReceipt } from "./rules.ts";

/** What is to happen to a request: shared caches keep out, it is sent elsewhere first, or it must come again later. */
export interface Passage {
  readonly isGated: boolean;
  readonly location?: string;
  readonly isTooMuch?: boolean;
}

const OPEN: Passage = { isGated: false };
const LET_IN: Passage = { isGated: true };
const LATER: Passage = { isGated: true, isTooMuch: true };
const WITHOUT_COOKIE_MS = 10 * 60_000;

export const memory = new Memory({ own: ownApi, visitors: siteApi });

/** Whether a request may pass, or where it must go first. What can't be asked, because the API is away, isn't asked. */
export async function passage(asked: Asked, from = memory, now = Date.now()): Promise<Passage> {
  const { url, headers } = asked;
  if (!process.env["API_URL"] || !isGated(url.pathname)) return OPEN;
  const locale = localeFromPath(url.pathname);
  const { notice, word } = await from.disclaimer(locale);
  if (word === "refused") return isReader(asked) ? LATER : LET_IN;
  if (!notice) return OPEN;
  if (word === "away" || !isReader(asked)) return LET_IN;
  const clean = withReceipt(url.pathname + url.search);
  const inAddress = receipt(url.searchParams.get(ACCEPTED));
  const look = (kept: string | undefined, since = 0) => verdict(kept, { notice, since }, from);
  const cookie = await look(receiptIn(headers.get("Cookie"), isSecure()));
  if (cookie === "good") return url.searchParams.has(ACCEPTED) ? { isGated: true, location: clean } : LET_IN;
  const address = await look(inAddress, now - WITHOUT_COOKIE_MS);
  if (address === "good") return LET_IN;
  if (cookie === "untold" || address === "untold") return LATER;
  const question = new URLSearchParams({ next: clean });
  return { isGated: true, location: `${localPath(locale, GATE)}?${question}` };
}

interface Wanted {
  readonly notice: Wire["LegalNotice"];
  /** The earliest moment of the acceptance, in milliseconds. */
  readonly since: number;
}

/** Whether a receipt is of the version in force: good while the API is away, untold while the API refuses to say. */
async function verdict(
  kept: string | undefined,
  { notice, since }: Wanted,
  from: Memory,
): Promise<"good" | "bad" | "untold"> {
  if (!kept) return "bad";
  const found = await from.accepted(kept);
  if (!found.ok && ["busy", "refused"].includes(found.failure.kind)) return "untold";
  const isGood = found.ok
    ? isCurrent(found.data, notice) && Date.parse(found.data.acceptedAt) >= since
    : found.failure.kind === "unavailable";
  return isGood ? "good" : "bad";
}

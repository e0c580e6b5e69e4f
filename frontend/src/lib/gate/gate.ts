/** The gate before pages of funds and documents: it stands before every cache, and the pages behind it stay the same for all. */
import type { Wire } from "../api.ts";
import { siteApi } from "../environment.ts";
import { localeFromPath, localPath } from "../locale.ts";
import { isCurrent, Memory } from "./memory.ts";
import { ACCEPTED, GATE, isGated, isReader, receipt, receiptIn, withReceipt } from "./rules.ts";

/** What is to happen to a request: shared caches keep out, or it is sent elsewhere first. */
export interface Passage {
  readonly isGated: boolean;
  readonly location?: string;
}

const OPEN: Passage = { isGated: false };
const LET_IN: Passage = { isGated: true };
const WITHOUT_COOKIE_MS = 10 * 60_000;

export const memory = new Memory(siteApi);

/** Whether a request may pass, or where it must go first. What can't be asked, because the API is away, isn't asked. */
export async function passage(request: Request, url: URL, from = memory, now = Date.now()): Promise<Passage> {
  if (!process.env["API_URL"] || !isGated(url.pathname)) return OPEN;
  const locale = localeFromPath(url.pathname);
  const { notice, isCertain } = await from.disclaimer(locale);
  if (!notice) return OPEN;
  if (!isCertain || !isReader(request)) return LET_IN;
  const clean = withReceipt(url.pathname + url.search);
  const inAddress = receipt(url.searchParams.get(ACCEPTED));
  const holds = (kept: string | undefined, since = 0) => isGood(kept, { notice, since }, from);
  if (await holds(receiptIn(request.headers.get("Cookie"))))
    return url.searchParams.has(ACCEPTED) ? { isGated: true, location: clean } : LET_IN;
  if (await holds(inAddress, now - WITHOUT_COOKIE_MS)) return LET_IN;
  const question = new URLSearchParams({ next: clean });
  return { isGated: true, location: `${localPath(locale, GATE)}?${question}` };
}

interface Wanted {
  readonly notice: Wire["LegalNotice"];
  /** The earliest moment of the acceptance, in milliseconds. */
  readonly since: number;
}

/** Whether a receipt is of the version in force; one that can't be looked up now counts as good. */
async function isGood(kept: string | undefined, { notice, since }: Wanted, from: Memory): Promise<boolean> {
  if (!kept) return false;
  const found = await from.accepted(kept);
  if (!found.ok) return found.failure.kind === "unavailable";
  return isCurrent(found.data, notice) && Date.parse(found.data.acceptedAt) >= since;
}

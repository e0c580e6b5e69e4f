/** What this server knows of the disclaimer and of receipts, so that a page behind the gate costs no call of its own. */
import type { Api, Result, Wire } from "../api.ts";
import { type Locale, localeFacts } from "../locale.ts";

type Notice = Wire["LegalNotice"];
type Acceptance = Wire["Acceptance"];

interface Known {
  readonly notice: Notice | undefined;
  /** Whether that is so, or the API could not be reached, or it refused to say and nothing is known from before. */
  readonly word: "certain" | "away" | "refused";
  readonly askedAt: number;
}

/** Who asks: the site for what holds for all, a visitor for what is about him. */
interface Askers {
  readonly own: () => Api;
  readonly visitors: () => Api;
}

const KNOWN_FOR_MS = 15_000;
const MOST_RECEIPTS = 10_000;

export class Memory {
  readonly #known = new Map<Locale, Known>();
  readonly #asking = new Map<Locale, Promise<Known>>();
  readonly #receipts = new Map<string, Acceptance>();
  readonly #ask: Askers;
  readonly #now: () => number;

  constructor(ask: Askers, now: () => number = Date.now) {
    this.#ask = ask;
    this.#now = now;
  }

  /** The disclaimer that must be accepted now, if any. With the API away it is the last known one. */
  async disclaimer(locale: Locale): Promise<Omit<Known, "askedAt">> {
    const known = this.#known.get(locale);
    if (known && this.#now() - known.askedAt < KNOWN_FOR_MS) return known;
    const asking = this.#asking.get(locale) ?? this.#learn(locale).finally(() => this.#asking.delete(locale));
    this.#asking.set(locale, asking);
    return asking;
  }

  /** Something may have come into force: ask again, and keep what is known for the case that there is no answer. */
  doubt(): void {
    for (const [locale, known] of this.#known) this.#known.set(locale, { ...known, askedAt: -Infinity });
  }

  /** What was accepted with a receipt. */
  async accepted(receipt: string): Promise<Result<Acceptance>> {
    const held = this.#receipts.get(receipt);
    if (held) return { ok: true, data: this.remember(held) };
    const found = await this.#ask.visitors().acceptance(receipt);
    return found.ok ? { ok: true, data: this.remember(found.data) } : found;
  }

  /** Keeps an acceptance at hand; the one that was needed longest ago goes. */
  remember(acceptance: Acceptance): Acceptance {
    this.#receipts.delete(acceptance.receipt);
    this.#receipts.set(acceptance.receipt, acceptance);
    const [oldest] = this.#receipts.keys();
    if (this.#receipts.size > MOST_RECEIPTS && oldest) this.#receipts.delete(oldest);
    return acceptance;
  }

  async #learn(locale: Locale): Promise<Known> {
    const found = await this.#ask.own().legal("disclaimer", localeFacts(locale).lang);
    const known = { ...learnt(found, this.#known.get(locale)), askedAt: this.#now() };
    this.#known.set(locale, known);
    return known;
  }
}

/**
 * What is known after an answer, and was before it. An API that refuses isn't away, whether it was asked too often or by a
 * wrong key: what was known holds on, and only its own word that there is no disclaimer opens the gate.
 */
function learnt(found: Result<Wire["LegalAnswer"]>, before: Known | undefined): Omit<Known, "askedAt"> {
  if (found.ok) return { notice: found.data.notice.mustBeAccepted ? found.data.notice : undefined, word: "certain" };
  if (found.failure.kind === "unavailable") return { notice: before?.notice, word: "away" };
  if (found.failure.kind === "notFound") return { notice: undefined, word: "certain" };
  const isKnown = before?.notice !== undefined || before?.word === "certain";
  return { notice: before?.notice, word: isKnown ? "certain" : "refused" };
}

/** Whether what was accepted is the version in force; its languages are one version. */
export function isCurrent(acceptance: Acceptance, notice: Pick<Notice, "kind" | "version">): boolean {
  return acceptance.kind === notice.kind && acceptance.version === notice.version;
}

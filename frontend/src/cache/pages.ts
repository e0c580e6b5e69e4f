/**
 * Pages are kept in this process until their banners change or the back end says that they are old. When the back end
 * can't be reached, the last one stands in and says how old it is. A page whose time is over is made anew only where the
 * back end doesn't say what it said before.
 */
import { Keep, type Kept } from "./keep.ts";
import { standingIn } from "./standIn.ts";

/** What was made for a request. Only a page that went well is kept. */
export interface Made {
  readonly status: number;
  readonly headers: Headers;
  readonly page: Kept;
  readonly isPage: boolean;
  /** Whether it is what it is because of its visitor's quota: then it is for this visitor alone. */
  readonly isForOne: boolean;
  /** Whether it is the page that was kept, which is still right. */
  readonly isConfirmed?: boolean;
}

export type Answer =
  | { readonly kind: "page"; readonly page: Kept; readonly state: "hit" | "miss" | "confirmed" }
  | { readonly kind: "other"; readonly made: Made }
  | { readonly kind: "standIn"; readonly html: string };

/** How to make a page, and the words for one that stands in. */
export interface Maker {
  readonly make: () => Promise<Made>;
  /** The same page for another while, or undefined where it isn't right any more; fails where the back end can't be reached. */
  readonly confirm?: (page: Kept) => Promise<Kept | undefined>;
  readonly line: (madeAt: Date) => string;
}

const LONGEST_ADDRESS = 600;
const STANDS_IN_MS = 24 * 3_600_000;
/** For how long a page stands in before the back end is asked for a new one again. */
const PAUSE_MS = 5_000;

/** The name under which an address is kept, or undefined when it is too long to be anybody's bookmark. */
export function keyOf({ pathname, search }: URL): string | undefined {
  const key = pathname + search;
  return key.length <= LONGEST_ADDRESS ? key : undefined;
}

export class Pages {
  /** There is no end of searches, and they must not push out what everybody reads. */
  readonly #plain: Keep;
  readonly #searches: Keep;
  readonly #making = new Map<string, Promise<Made>>();
  readonly #failedAt = new Map<string, number>();
  readonly #now: () => number;
  /** How often the back end said that something changed, and that something was withdrawn. */
  #changes = 0;
  #withdrawals = 0;

  constructor({ limit = 32_000_000, now = Date.now } = {}) {
    this.#plain = new Keep(limit * 0.75);
    this.#searches = new Keep(limit * 0.25);
    this.#now = now;
  }

  /** The page of this name, kept or made now; whoever asks while it is being made waits for the same one. */
  async answer(key: string | undefined, maker: Maker): Promise<Answer> {
    if (key === undefined) return answerWith(await maker.make());
    const { line } = maker;
    const page = this.#keepOf(key).fresh(key, this.#now());
    if (page) return { kind: "page", page, state: "hit" };
    const rests = this.#now() - (this.#failedAt.get(key) ?? -Infinity) < PAUSE_MS;
    const early = rests ? this.#standIn(key, line) : undefined;
    if (early) return early;
    const made = await this.#once(key, maker);
    return (isDown(made) && this.#standIn(key, line)) || answerWith(made);
  }

  /** Pages made of any of these are old; says how many there were. */
  expire(tags: readonly string[]): number {
    this.#startAnew();
    return this.#plain.expire(tags) + this.#searches.expire(tags);
  }

  /** What these were is withdrawn: no page made of it stands in for anything. Says how many there were. */
  forget(tags: readonly string[]): number {
    if (tags.length === 0) return 0;
    this.#startAnew();
    this.#withdrawals += 1;
    return this.#plain.forget(tags) + this.#searches.forget(tags);
  }

  /** Whoever asks from now on waits for no page that was begun before, and none of those is kept as new. */
  #startAnew(): void {
    this.#changes += 1;
    this.#making.clear();
  }

  #once(key: string, maker: Maker): Promise<Made> {
    const begun = this.#making.get(key);
    if (begun) return this.#unlessForOne(begun, () => this.#make(key, maker));
    const making = this.#make(key, maker).finally(() => {
      if (this.#making.get(key) === making) this.#making.delete(key);
    });
    this.#making.set(key, making);
    return making;
  }

  /** What was made for somebody else, or one's own where it came out as it did for him alone. */
  async #unlessForOne(others: Promise<Made>, own: () => Promise<Made>): Promise<Made> {
    const made = await others;
    return made.isForOne ? own() : made;
  }

  async #make(key: string, { make, confirm }: Maker): Promise<Made> {
    const [changes, withdrawals] = [this.#changes, this.#withdrawals];
    const due = confirm && this.#keepOf(key).due(key);
    const made = (due && (await this.#confirmed(key, confirm(due)))) ?? (await make());
    if (made.isForOne) return made; // It tells nothing of the page, nor of the back end.
    if (!isDown(made)) this.#failedAt.clear();
    else if (this.#keepOf(key).last(key)) this.#failedAt.set(key, this.#now());
    // What was said to be old meanwhile may be in it; what was withdrawn meanwhile may not stay.
    const isKept = made.status === 200 && made.isPage && withdrawals === this.#withdrawals;
    if (isKept) this.#keepOf(key).put(key, made.page, { isOld: changes !== this.#changes });
    else if (!isDown(made)) this.#keepOf(key).drop(key);
    return made;
  }

  /** The page that is kept, if it is still right; a failure that lets it stand in, if nobody can say. */
  async #confirmed(key: string, confirming: Promise<Kept | undefined>): Promise<Made | undefined> {
    try {
      const page = await confirming;
      return page && { ...UNREACHABLE, status: 200, page, isPage: true, isConfirmed: true };
    } catch {
      return this.#keepOf(key).last(key) && UNREACHABLE;
    }
  }

  #standIn(key: string, line: Maker["line"]): Answer | undefined {
    const page = this.#keepOf(key).last(key);
    const now = this.#now();
    if (!page || now - page.madeAt > STANDS_IN_MS) return undefined;
    const text = Buffer.from(page.body).toString();
    return {
      kind: "standIn",
      html: standingIn(text, { line: line(new Date(page.madeAt)), banners: page.freshUntil > now }),
    };
  }

  #keepOf(key: string): Keep {
    return key.includes("?") ? this.#searches : this.#plain;
  }
}

/** Over the quota of the site itself nobody gets a page, as if the back end were away. */
const isDown = ({ status, isForOne }: Made): boolean => status >= 500 || (status === 429 && !isForOne);

const NOTHING: Kept = { body: new Uint8Array(), etag: "", tags: new Set(), madeAt: 0, freshUntil: 0 };
const UNREACHABLE: Made = { status: 503, headers: new Headers(), page: NOTHING, isPage: false, isForOne: false };

const answerWith = (made: Made): Answer =>
  made.status === 200 && made.isPage && !made.isForOne
    ? { kind: "page", page: made.page, state: made.isConfirmed ? "confirmed" : "miss" }
    : { kind: "other", made };

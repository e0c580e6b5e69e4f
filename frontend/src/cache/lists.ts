/** What sitemaps list: to ask for it takes up to 250 questions, and it is the same for all. */
import type { Result } from "../lib/client.ts";
import { withTags } from "./tags.ts";

type Paths = Result<readonly string[]>;

interface Known {
  readonly found: Paths;
  readonly tags: ReadonlySet<string>;
  readonly askedAt: number;
  readonly freshUntil: number;
}

/** For how long a list holds, should the back end's word of a change be lost. */
const FRESH_MS = 3_600_000;
/** For how long it stands in while the back end is away. */
const STANDS_IN_MS = 24 * 3_600_000;

/** Lists by name. There are no more of them than the site's index names. */
export class Lists {
  readonly #known = new Map<string, Known>();
  readonly #asking = new Map<string, Promise<Paths>>();
  readonly #now: () => number;
  /** How often the back end said that something changed. */
  #changes = 0;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** The list of this name, kept or asked for now; the last one where it can't be had. Whoever asks meanwhile waits for the same. */
  async of(name: string, ask: () => Promise<Paths>): Promise<Paths> {
    const last = this.#known.get(name);
    if (last && this.#now() < last.freshUntil) return last.found;
    const begun = this.#asking.get(name) ?? this.#ask(name, ask);
    this.#asking.set(name, begun);
    const found = await begun;
    return !found.ok && last && this.#now() - last.askedAt < STANDS_IN_MS ? last.found : found;
  }

  /** Lists made of any of these are asked for anew. */
  expire(tags: readonly string[]): void {
    this.#changes += 1;
    this.#asking.clear();
    for (const [name, known] of this.#known)
      if (tags.some((tag) => tag === "*" || known.tags.has(tag))) this.#known.set(name, { ...known, freshUntil: 0 });
  }

  async #ask(name: string, ask: () => Promise<Paths>): Promise<Paths> {
    const [askedAt, changes] = [this.#now(), this.#changes];
    try {
      const { made: found, tags } = await withTags(ask);
      if (changes === this.#changes && found.ok)
        this.#known.set(name, { found, tags, askedAt, freshUntil: askedAt + FRESH_MS });
      return found;
    } finally {
      if (changes === this.#changes) this.#asking.delete(name);
    }
  }
}

/** The one memory of this process. */
export const lists = new Lists();

import type { Said } from "./tags.ts";

/** What is known of one page: its text, for how long it is right, and what it was made of. */
export interface Kept {
  readonly body: Uint8Array;
  readonly etag: string;
  readonly tags: ReadonlySet<string>;
  /** Milliseconds of the clock: when it was made, and until when its banners hold. */
  readonly madeAt: number;
  readonly freshUntil: number;
  /** What the API said that it was made of, by address; undefined where asking again wouldn't tell whether it is right. */
  readonly said?: ReadonlyMap<string, Said> | undefined;
}

/** Pages by their address, no more than a number of bytes; the one that was asked for longest ago leaves first. */
export class Keep {
  readonly #pages = new Map<string, Kept>();
  readonly #expired = new Set<string>();
  readonly #limit: number;
  #size = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get size(): number {
    return this.#size;
  }

  /** The page as long as it is right. */
  fresh(key: string, now: number): Kept | undefined {
    const page = this.#pages.get(key);
    if (!page || this.#expired.has(key) || page.freshUntil <= now) return undefined;
    this.#pages.delete(key);
    this.#pages.set(key, page); // A map remembers the order of insertion: this one leaves last now.
    return page;
  }

  /** The page whose time is over though nobody said that it was wrong. */
  due(key: string): Kept | undefined {
    return this.#expired.has(key) ? undefined : this.#pages.get(key);
  }

  /** The page though it may be wrong by now: for when no better one can be made. */
  last(key: string): Kept | undefined {
    return this.#pages.get(key);
  }

  /** Keep a page; one that is old already serves as the last one only. */
  put(key: string, page: Kept, { isOld = false } = {}): void {
    this.drop(key);
    if (page.body.byteLength > this.#limit) return;
    this.#pages.set(key, page);
    if (isOld) this.#expired.add(key);
    this.#size += page.body.byteLength;
    for (const oldest of this.#pages.keys()) {
      if (this.#size <= this.#limit) break;
      this.drop(oldest);
    }
  }

  drop(key: string): void {
    this.#size -= this.#pages.get(key)?.body.byteLength ?? 0;
    this.#pages.delete(key);
    this.#expired.delete(key);
  }

  /** Pages made of any of these aren't right any more; they stay for the case that no better one can be made. */
  expire(tags: readonly string[]): number {
    const concerned = this.#madeOf(tags);
    for (const key of concerned) this.#expired.add(key);
    return concerned.length;
  }

  /** Pages made of any of these are not to be seen again. */
  forget(tags: readonly string[]): number {
    const concerned = this.#madeOf(tags);
    for (const key of concerned) this.drop(key);
    return concerned.length;
  }

  #madeOf(tags: readonly string[]): string[] {
    const isMadeOf = (page: Kept) => tags.some((tag) => tag === "*" || page.tags.has(tag));
    return [...this.#pages].filter(([, page]) => isMadeOf(page)).map(([key]) => key);
  }
}

/** What nearly every page needs of the API, and what is the same for all: kept in this process for a moment. */
import type { Reply } from "../lib/ask.ts";
import { tagOf, unnoted } from "./tags.ts";

/** An answer with its text read. */
export interface Answer extends Omit<Reply, "text"> {
  readonly data: unknown;
}

interface Asking {
  readonly answer: Promise<Answer>;
  readonly askedAt: number;
}

interface Known {
  readonly answer: Answer;
  readonly tag: string;
  /** Milliseconds of the clock: when it was asked for. */
  readonly askedAt: number;
}

const OK = 200;
const COMMON = new Set(["menus", "banners", "status", "document-types", "record"]);

/** Whether nearly every page needs what the API says at this address. */
export const isCommon = (url: string): boolean => COMMON.has(tagOf(url));

export class Answers {
  readonly #known = new Map<string, Known>();
  readonly #asking = new Map<string, Asking>();
  readonly #now: () => number;
  /** How often the back end said that something changed. */
  #changes = 0;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /**
   * The answer to an address, kept or asked for now. An answer serves others for half the time that the API gives it, so
   * that a page made of it holds for the other half; its `age` says how much is gone. In the second half of that half one
   * visitor's page lets it be asked for anew, and nobody waits. What was refused isn't kept.
   */
  async of(url: string, ask: () => Promise<Answer>): Promise<Answer> {
    if (!isCommon(url)) return ask();
    const known = this.#known.get(url);
    const age = known ? this.#now() - known.askedAt : 0;
    const holds = known ? (secondsOf(known.answer) * 1000) / 2 : 0;
    const asking = this.#asking.get(url);
    if (!known || age >= holds) return (asking && (await this.#others(asking))) ?? this.#ask(url, ask);
    if (age >= holds / 2 && !asking) unnoted(() => this.#ask(url, ask)).catch(() => undefined);
    return aged(known.answer, age);
  }

  /** Answers under any of these tags are asked for anew. */
  forget(tags: readonly string[]): void {
    this.#changes += 1;
    this.#asking.clear(); // What was asked before may be old already: nobody waits for it any more.
    for (const [url, { tag }] of this.#known) if (tags.includes(tag) || tags.includes("*")) this.#known.delete(url);
  }

  async #ask(url: string, ask: () => Promise<Answer>): Promise<Answer> {
    const [askedAt, changes] = [this.#now(), this.#changes];
    const asking = { answer: ask(), askedAt };
    this.#asking.set(url, asking);
    try {
      const answer = await asking.answer;
      if (answer.status === OK && changes === this.#changes) this.#known.set(url, { answer, tag: tagOf(url), askedAt });
      return answer;
    } finally {
      if (this.#asking.get(url) === asking) this.#asking.delete(url);
    }
  }

  /** What somebody else is being told; undefined where he gets no answer that is for all. */
  async #others({ answer, askedAt }: Asking): Promise<Answer | undefined> {
    const age = this.#now() - askedAt;
    const told = await answer; // What took too long for him isn't waited for twice.
    return told.status === OK ? aged(told, age) : undefined;
  }
}

/** The one memory of this process. */
export const answers = new Answers();

/** For how many seconds an answer holds from now on: what the API says for caches such as this, less its age. */
export function secondsOf({ headers }: Pick<Answer, "headers">): number {
  const said = headers.get("Cache-Control") ?? "";
  const seconds = /s-maxage=(\d+)/.exec(said)?.[1] ?? /max-age=(\d+)/.exec(said)?.[1] ?? 0;
  return Math.max(0, Number(seconds) - Number(headers.get("Age") ?? 0));
}

function aged(answer: Answer, ms: number): Answer {
  const age = String(Number(answer.headers.get("Age") ?? 0) + Math.ceil(ms / 1000));
  return { ...answer, headers: { get: (name) => (name === "Age" ? age : answer.headers.get(name)) } };
}

/** What nearly every page needs of the API, and what is the same for all: kept in this process for a moment. */
import type { Reply } from "../lib/ask.ts";
import { tagOf } from "./tags.ts";

/** An answer with its text read. */
export interface Answer extends Omit<Reply, "text"> {
  readonly data: unknown;
}

interface Known {
  readonly answer: Answer;
  readonly tag: string;
  /** Milliseconds of the clock: when it was asked for. */
  readonly askedAt: number;
}

const COMMON = new Set(["menus", "banners", "status", "document-types", "record"]);

/** Whether nearly every page needs what the API says at this address. */
export const isCommon = (url: string): boolean => COMMON.has(tagOf(url));

export class Answers {
  readonly #known = new Map<string, Known>();
  readonly #now: () => number;
  /** How often the back end said that something changed. */
  #changes = 0;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /**
   * The answer to an address, kept or asked for now. An answer serves others for half the time that the API gives it, so
   * that a page made of it holds for the other half; its `age` says how much is gone. What was refused isn't kept.
   */
  async of(url: string, ask: () => Promise<Answer>): Promise<Answer> {
    const tag = tagOf(url);
    if (!isCommon(url)) return ask();
    const known = this.#known.get(url);
    const age = known ? this.#now() - known.askedAt : 0;
    if (known && age < (secondsOf(known.answer) * 1000) / 2) return aged(known.answer, age);
    const [askedAt, changes] = [this.#now(), this.#changes];
    const answer = await ask();
    if (answer.status === 200 && changes === this.#changes) this.#known.set(url, { answer, tag, askedAt });
    return answer;
  }

  /** Answers under any of these tags are asked for anew. */
  forget(tags: readonly string[]): void {
    this.#changes += 1;
    for (const [url, { tag }] of this.#known) if (tags.includes(tag) || tags.includes("*")) this.#known.delete(url);
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

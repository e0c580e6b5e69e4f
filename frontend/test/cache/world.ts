/** The memory of pages, its clock, and a back end that fails or agrees as a test wants it. */
import type { Kept } from "../../src/cache/keep.ts";
import { type Made, Pages } from "../../src/cache/pages.ts";

const HTML = "<main><!--line--><!--banners--><p>Closed on Monday</p><!--/banners--><p>Fund</p></main>";
const line = (madeAt: Date) => `<p>As it was at ${madeAt.getTime()}</p>`;

class Clock {
  now = 1_000_000;
  readonly read = () => this.now;
}

/** Pages before a back end that does what a test says. */
export function world({ limit = 100_000 } = {}) {
  const clock = new Clock();
  const pages = new Pages({ limit, now: clock.read });
  let renders = 0;
  let status = 200;
  let isForOne = false;
  let says: "the same" | "something else" | "nothing" = "something else";
  const make = async (): Promise<Made> => {
    renders += 1;
    const made = { status, isForOne };
    await Promise.resolve();
    const text = made.status === 200 ? `${HTML}${renders}` : "broken";
    const page = {
      body: Buffer.from(text),
      etag: `W/"${renders}"`,
      tags: new Set(["fund:DEM1", "banners"]),
      madeAt: clock.now,
      freshUntil: clock.now + 20_000,
    };
    return { ...made, headers: new Headers(), page, isPage: true };
  };
  const confirm = async (page: Kept) => {
    await Promise.resolve();
    if (says === "nothing") throw new Error("No answer");
    return says === "the same" ? { ...page, madeAt: clock.now, freshUntil: clock.now + 20_000 } : undefined;
  };
  return {
    clock,
    pages,
    ask: (key = "/funds/DEM1") => pages.answer(key, { make, confirm, line }),
    /** What the back end says from now on when it is asked whether a page is still right. */
    say: (what: typeof says) => (says = what),
    fail: (as = 502) => (status = as),
    mend: () => ([status, isForOne] = [200, false]),
    /** From now on whoever asks is over his quota, and gets this. */
    exhaust: (as = 429) => ([status, isForOne] = [as, true]),
    renders: () => renders,
  };
}

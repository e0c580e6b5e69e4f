import { expect, test } from "vitest";
import { type Answer, Answers, secondsOf } from "../../src/cache/answers.ts";

const BANNERS = "http://api/api/v1/banners/?locale=en";

function asked({ status = 200, life = "public, max-age=20" } = {}) {
  const clock = { now: 0 };
  const answers = new Answers(() => clock.now);
  const asks = { count: 0 };
  const ask = (): Promise<Answer> => {
    asks.count += 1;
    return Promise.resolve({ status, headers: new Headers({ "Cache-Control": life }), data: asks.count });
  };
  return { clock, answers, asks, of: (url = BANNERS) => answers.of(url, ask) };
}

test("an answer that every page needs serves others for half its time, and says how much of it is left", async () => {
  const { clock, of } = asked();
  await of();

  clock.now = 9_500;
  const kept = await of();
  clock.now = 10_000;
  const next = await of();

  expect([kept.data, secondsOf(kept)]).toEqual([1, 10]);
  expect([next.data, secondsOf(next)]).toEqual([2, 20]);
});

test.each([
  ["about one fund", {}, "http://api/api/v1/funds/DEM00001/"],
  ["that was refused", { status: 429 }, BANNERS],
  ["that holds for this moment only", { life: "public, max-age=0, s-maxage=0" }, BANNERS],
])("an answer %s serves its visitor alone", async (_which, said, url) => {
  const { asks, of } = asked(said);

  await of(url);
  await of(url);

  expect(asks.count).toBe(2);
});

test("what the back end says is new is asked for anew, though the old answer was under way", async () => {
  const { answers, of } = asked();

  const begun = of();
  answers.forget(["banners"]);
  await begun;

  expect((await of()).data).toBe(2);
  answers.forget(["fund:DEM00001"]);
  expect((await of()).data).toBe(2);
  answers.forget(["*"]);
  expect((await of()).data).toBe(3);
});

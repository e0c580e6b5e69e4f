import { expect, test, vi } from "vitest";
import { type Answer, Answers, isCommon, secondsOf } from "../../src/cache/answers.ts";
import { noteQuota, withTags } from "../../src/cache/tags.ts";

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

  clock.now = 4_500;
  const kept = await of();
  clock.now = 10_000;
  const next = await of();

  expect([kept.data, secondsOf(kept)]).toEqual([1, 15]);
  expect([next.data, secondsOf(next)]).toEqual([2, 20]);
});

test("before its time is over one page lets it be asked for anew, and nobody waits", async () => {
  const { asks, clock, of } = asked();
  await of();

  clock.now = 5_000;
  const [one, other] = await Promise.all([of(), of()]);
  clock.now = 9_000;
  const next = await of();

  expect([one.data, other.data, asks.count]).toEqual([1, 1, 2]);
  expect([next.data, secondsOf(next)]).toEqual([2, 16]);
});

test("who needs an answer that is being asked for waits for the same one, unless it is refused", async () => {
  const good = asked();
  const refused = asked({ status: 429 });

  const told = await Promise.all([good.of(), good.of(), good.of()]);
  await Promise.all([refused.of(), refused.of()]);

  expect([told.map(({ data }) => data), good.asks.count]).toEqual([[1, 1, 1], 1]);
  expect(refused.asks.count).toBe(2);
});

test("who waited for another one's answer knows its age", async () => {
  const { clock, answers } = asked();
  let tell: (answer: Answer) => void = () => {};
  const slow = () => new Promise<Answer>((done) => (tell = done));

  const first = answers.of(BANNERS, slow);
  clock.now = 2_000;
  const second = answers.of(BANNERS, slow);
  tell({ status: 200, headers: new Headers({ "Cache-Control": "max-age=20" }), data: 1 });

  expect([secondsOf(await first), secondsOf(await second)]).toEqual([20, 18]);
});

test("a visitor over quota gets what is kept, though what is asked for meanwhile is refused", async () => {
  const { clock, answers, of } = asked();
  await of();
  clock.now = 5_000;
  const refused = async (): Promise<Answer> => {
    noteQuota();
    return { status: 429, headers: new Headers(), data: undefined };
  };

  const { made, isOverQuota } = await withTags(() => answers.of(BANNERS, refused));

  expect([made.data, isOverQuota]).toEqual([1, false]);
});

test("nobody waits for what was asked before the back end said that it is old", async () => {
  const { answers, of } = asked();

  const before = of();
  answers.forget(["banners"]);
  const after = await of();

  expect([(await before).data, after.data, (await of()).data]).toEqual([1, 2, 2]);
});

test("who waits for an answer that never comes waits as long as who asked for it", async () => {
  const { answers } = asked();
  const ask = vi.fn(() => Promise.reject(new Error("too late")));

  const waits = await Promise.allSettled([answers.of(BANNERS, ask), answers.of(BANNERS, ask)]);

  expect(waits.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(ask).toHaveBeenCalledTimes(1);
});

test("what fails while nobody waits for it is asked for again by whoever comes next", async () => {
  const { asks, clock, answers, of } = asked();
  await of();
  clock.now = 5_000;
  const failing = () => Promise.reject(new Error("away"));

  expect((await answers.of(BANNERS, failing)).data).toBe(1);
  await Promise.resolve();
  await of();

  expect(asks.count).toBe(2);
});

test.each(["menus", "banners", "status", "document-types", "record"])("nearly every page needs %s", (resource) => {
  expect(isCommon(`http://api/api/v1/${resource}/?lang=en`)).toBe(true);
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

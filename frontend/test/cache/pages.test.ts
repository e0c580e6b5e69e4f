import { expect, test } from "vitest";
import { keyOf } from "../../src/cache/pages.ts";
import { world } from "./world.ts";

test("a page is made once for all who ask while it is being made", async () => {
  const { ask, renders } = world();

  const answers = await Promise.all(Array.from({ length: 50 }, () => ask()));

  expect(renders()).toBe(1);
  expect(new Set(answers.map((answer) => answer.kind))).toEqual(new Set(["page"]));
});

test("a page is kept for as long as its banners hold, and no second more", async () => {
  const { ask, clock, renders } = world();
  await ask();

  clock.now += 19_999;
  expect(await ask()).toMatchObject({ kind: "page", state: "hit" });
  clock.now += 1;
  expect(await ask()).toMatchObject({ kind: "page", state: "miss" });
  expect(renders()).toBe(2);
});

test("pages made of what was published are made anew, others are not", async () => {
  const { ask, pages, renders } = world();
  await ask();

  expect(pages.expire(["fund:DEM2", "news"])).toBe(0);
  await ask();
  expect(renders()).toBe(1);
  expect(pages.expire(["fund:DEM1"])).toBe(1);
  await ask();
  expect(renders()).toBe(2);
  expect(pages.expire(["*"])).toBe(1);
});

test("what was published while a page was made is not hidden by it", async () => {
  const { ask, pages, renders } = world();

  const first = ask();
  pages.expire(["fund:DEM1"]);
  await Promise.all([first, ask()]);
  await ask();

  expect(renders()).toBeGreaterThan(1);
  expect(await ask()).toMatchObject({ state: "hit" });
});

test("while no page can be made the last one stands in and says so, without banners whose time is over", async () => {
  const { ask, clock, fail, pages } = world();
  await ask();
  fail();

  pages.expire(["*"]);
  const soon = await ask();
  clock.now += 60_000;
  const later = await ask();

  expect(soon).toMatchObject({ kind: "standIn", html: expect.stringContaining("Closed on Monday") });
  expect(later).toMatchObject({ kind: "standIn", html: expect.stringContaining("As it was at 1000000") });
  expect(later).toMatchObject({ html: expect.not.stringContaining("Closed on Monday") });
});

test("the back end is left alone for a moment after it failed, and asked again after that", async () => {
  const { ask, clock, fail, mend, pages, renders } = world();
  await ask();
  pages.expire(["*"]);
  fail();
  await ask();

  await ask();
  expect(renders()).toBe(2);
  mend();
  clock.now += 5_000;
  expect(await ask()).toMatchObject({ kind: "page", state: "miss" });
});

test("what was withdrawn stands in for nothing", async () => {
  const { ask, fail, pages } = world();
  await ask();
  fail();

  expect(pages.forget(["fund:DEM1"])).toBe(1);

  expect(await ask()).toMatchObject({ kind: "other", made: { status: 502 } });
});

test("what was withdrawn while a page was made is not kept in it", async () => {
  const { ask, fail, pages } = world();

  const first = ask();
  pages.forget(["news"]);
  await first;
  fail();

  expect(await ask()).toMatchObject({ kind: "other", made: { status: 502 } });
});

test("after a day nothing stands in", async () => {
  const { ask, clock, fail } = world();
  await ask();
  fail();

  clock.now += 24 * 3_600_000 + 1;

  expect(await ask()).toMatchObject({ kind: "other", made: { status: 502 } });
});

test("a page that is gone doesn't come back when the back end fails", async () => {
  const { ask, fail, pages } = world();
  await ask();
  pages.expire(["*"]);
  fail(404);
  await ask();

  fail(502);

  expect(await ask()).toMatchObject({ kind: "other", made: { status: 502 } });
});

test("failures are not kept", async () => {
  const { ask, fail, mend } = world();
  fail(500);
  await ask();
  mend();

  expect(await ask()).toMatchObject({ kind: "page", state: "miss" });
});

test("ten thousand searches push out no page that everybody reads, and memory stays bounded", async () => {
  const { ask } = world({ limit: 40_000 });
  await ask("/");

  for (let number = 0; number < 10_000; number += 1) await ask(`/funds?q=${number}`);

  expect(await ask("/")).toMatchObject({ state: "hit" });
  expect(await ask("/funds?q=9999")).toMatchObject({ state: "hit" });
  expect(await ask("/funds?q=1")).toMatchObject({ state: "miss" });
});

test("an address longer than anybody's bookmark is made for who asks", async () => {
  expect(keyOf(new URL(`http://site/funds?q=${"x".repeat(600)}`))).toBeUndefined();
  expect(keyOf(new URL("http://site/funds?q=x"))).toBe("/funds?q=x");
});

test("who waits for a page that a visitor over quota began makes it himself", async () => {
  const { ask, exhaust, mend, renders } = world();
  exhaust();
  const first = ask();
  mend();

  const [refused, ...others] = await Promise.all([first, ask(), ask()]);

  expect(refused).toMatchObject({ kind: "other", made: { status: 429 } });
  expect(others.map(({ kind }) => kind)).toEqual(["page", "page"]);
  expect(renders()).toBe(3);
});

test("who is over quota himself is told so after one attempt", async () => {
  const { ask, exhaust, renders } = world();
  exhaust();

  const answers = await Promise.all([ask(), ask()]);

  expect(answers).toMatchObject([{ made: { status: 429 } }, { made: { status: 429 } }]);
  expect(renders()).toBe(2);
});

test("a visitor over quota makes no page old for others, and takes none from them", async () => {
  const { ask, exhaust, fail, mend, pages } = world();
  await ask();
  pages.expire(["*"]);
  exhaust();
  await ask();

  mend();
  expect(await ask()).toMatchObject({ kind: "page", state: "miss" });

  pages.expire(["*"]);
  exhaust();
  await ask();
  fail();
  expect(await ask()).toMatchObject({ kind: "standIn" });
});

test("a page that lacks something because of its visitor's quota is for this visitor alone", async () => {
  const { ask, exhaust, mend } = world();
  exhaust(200);

  expect(await ask()).toMatchObject({ kind: "other", made: { status: 200 } });
  mend();
  expect(await ask()).toMatchObject({ kind: "page", state: "miss" });
});

test("over the quota of the site itself the last page stands in", async () => {
  const { ask, fail, pages } = world();
  await ask();
  pages.expire(["*"]);

  fail(429);

  expect(await ask()).toMatchObject({ kind: "standIn" });
});

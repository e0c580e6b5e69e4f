import { expect, test } from "vitest";
import { world } from "./world.ts";

test("a page whose time is over is shown for another while if the back end says what it said", async () => {
  const { ask, clock, renders, say } = world();
  await ask();
  say("the same");

  clock.now += 20_000;
  const answers = await Promise.all([ask(), ask()]);
  clock.now += 19_999;

  expect(answers).toMatchObject([{ state: "confirmed" }, { state: "confirmed" }]);
  expect(await ask()).toMatchObject({ kind: "page", state: "hit" });
  clock.now += 1;
  say("something else");
  expect(await ask()).toMatchObject({ kind: "page", state: "miss" });
  expect(renders()).toBe(2);
});

test("nobody asks whether a page is right that was said to be old", async () => {
  const { ask, clock, pages, say } = world();
  await ask();
  say("the same");
  clock.now += 20_000;

  pages.expire(["fund:DEM1"]);

  expect(await ask()).toMatchObject({ kind: "page", state: "miss" });
});

test("what was published while a page was confirmed makes it old, and what was withdrawn isn't shown", async () => {
  const { ask, clock, fail, pages, say } = world();
  await ask();
  say("the same");
  clock.now += 20_000;

  const confirmed = ask();
  pages.expire(["fund:DEM1"]);
  await confirmed;
  expect(await ask()).toMatchObject({ state: "miss" });

  clock.now += 20_000;
  const last = ask();
  pages.forget(["fund:DEM1"]);
  await last;
  fail();
  expect(await ask()).toMatchObject({ kind: "other", made: { status: 502 } });
});

test("where nobody says whether a page is right it stands in at once, and is asked about again after a moment", async () => {
  const { ask, clock, renders, say } = world();
  await ask();
  clock.now += 20_000;

  say("nothing");
  expect(await ask()).toMatchObject({ kind: "standIn", html: expect.stringContaining("As it was at 1000000") });
  say("the same");
  expect(await ask()).toMatchObject({ kind: "standIn" });
  clock.now += 5_000;

  expect(await ask()).toMatchObject({ kind: "page", state: "confirmed" });
  expect(renders()).toBe(1);
});

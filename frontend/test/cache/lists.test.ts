import { expect, test } from "vitest";
import { Lists } from "../../src/cache/lists.ts";
import { noteAddress } from "../../src/cache/tags.ts";

const HOUR = 3_600_000;

/** Lists of one path, which counts how often it was asked for; `isDown` while nobody answers. */
function asked() {
  const state = { now: 0, count: 0, isDown: false };
  const lists = new Lists(() => state.now);
  const ask = async () => {
    noteAddress("http://api/api/v1/funds/");
    if (state.isDown) return { ok: false, failure: { kind: "unavailable" } } as const;
    state.count += 1;
    return { ok: true, data: [`/${state.count}`] } as const;
  };
  const path = async (name = "funds-2019-07") => {
    const found = await lists.of(name, ask);
    return found.ok ? found.data[0] : found.failure.kind;
  };
  return { state, lists, path };
}

test("a list is asked for once for all who want it at once or within the hour", async () => {
  const { state, path } = asked();

  const atOnce = await Promise.all([path(), path()]);
  state.now = HOUR - 1;
  const later = await path();
  state.now = HOUR;

  expect([...atOnce, later]).toEqual(["/1", "/1", "/1"]);
  expect([await path(), await path("houses")]).toEqual(["/2", "/3"]);
});

test("what the back end says is new makes the lists old that were made of it, also one that is under way", async () => {
  const { lists, path } = asked();
  await path();

  lists.expire(["pages"]);
  const others = await path();
  lists.expire(["funds"]);
  const begun = path();
  lists.expire(["*"]);

  expect([others, await begun, await path()]).toEqual(["/1", "/2", "/3"]);
});

test("a question that broke is asked again by the next", async () => {
  const { lists, path } = asked();

  const broken = lists.of("funds-2019-07", () => Promise.reject(new Error("broken")));

  await expect(broken).rejects.toThrow("broken");
  expect(await path()).toBe("/1");
});

test("the last list stands in for a day while nobody answers", async () => {
  const { state, lists, path } = asked();
  await path();
  lists.expire(["*"]);
  state.isDown = true;

  state.now = 24 * HOUR - 1;
  const onTheDay = await path();
  state.now = 24 * HOUR;

  expect([onTheDay, await path(), await path("houses")]).toEqual(["/1", "unavailable", "unavailable"]);
});

import { afterEach, beforeEach, expect, test } from "vitest";
import { startMockApi } from "../../mock/api.ts";
import { type Site, startSite } from "./server.ts";
import { say as sayTo } from "./words.ts";

const KEY = "only-for-tests-and-at-least-forty-characters";

let api: Awaited<ReturnType<typeof startMockApi>>;
let site: Site;

beforeEach(async () => {
  api = await startMockApi();
  site = await startSite({ API_URL: api.address, API_KEY: KEY });
});

afterEach(async () => {
  await site.stop();
  await api.stop();
});

const state = async (path: string) => (await site.get(path)).headers.get("X-Page");

const say = (word: object, key = KEY) => sayTo(site, word, key);

test("a page is made once, validated, and made anew when the back end says so", async () => {
  const first = await site.get("/funds/DEM00018");
  const etag = first.headers.get("ETag") ?? "";
  const again = await site.get("/funds/DEM00018", { "If-None-Match": etag });

  expect([first.status, again.status, again.headers.get("X-Page")]).toEqual([200, 304, "hit"]);
  expect((await say({ tags: ["fund:DEM00019"] })).status).toBe(204);
  expect(await state("/funds/DEM00018")).toBe("hit");
  expect((await say({ tags: ["fund:DEM00018"] })).status).toBe(204);
  expect(await state("/funds/DEM00018")).toBe("miss");
});

test("whoever comes from a mail gets the page that is kept for all", async () => {
  await site.get("/funds?q=gold");

  expect(await state("/funds?q=gold&utm_source=mail&mc_eid=1")).toBe("hit");
});

test("pages stay up without the API and say how old they are; others say that it is down", async () => {
  await site.get("/zh-hant/funds/DEM00018");
  await say({ tags: ["*"] });
  await api.stop();

  const known = await site.get("/zh-hant/funds/DEM00018");
  const unknown = await site.get("/funds/DEM00018");

  expect([known.status, unknown.status]).toEqual([200, 502]);
  expect(await known.text()).toMatch(/<p class="stands-in" role="status">目前無法連接資料服務/);
  expect(known.headers.get("Cache-Control")).toBe("public, max-age=0, s-maxage=5, must-revalidate");
  expect(known.headers.get("Content-Security-Policy")).toContain("script-src 'self'");
});

test("what was withdrawn isn't shown again when the API is down", async () => {
  await site.get("/funds/DEM00018");
  await say({ gone: ["fund:DEM00018"] });
  await api.stop();

  expect((await site.get("/funds/DEM00018")).status).toBe(502);
});

test("nobody else makes pages old", async () => {
  await site.get("/");

  expect((await say({ tags: ["*"] }, "guessed")).status).toBe(403);
  expect((await site.post("/internal/purge", { tags: ["*"] })).status).toBe(403);
  expect((await say({ tags: "*" })).status).toBe(422);
  expect(await state("/")).toBe("hit");
});

test("HEAD says what GET would, and other files are no pages", async () => {
  const got = await site.get("/funds");
  const head = await site.head("/funds");

  expect([head.status, head.headers.get("ETag")]).toEqual([200, got.headers.get("ETag")]);
  expect(await head.text()).toBe("");
  expect(await state("/robots.txt")).toBeNull();
});

import { afterAll, beforeAll, expect, test } from "vitest";
import { startMockApi } from "../../mock/api.ts";
import { digestOf } from "../../mock/disclaimer.ts";
import { type Site, startSite } from "./server.ts";

const GREEDY = "198.51.100.1";
const MODEST = "198.51.100.2";

let api: Awaited<ReturnType<typeof startMockApi>>;
let site: Site;

beforeAll(async () => {
  api = await startMockApi({ overQuota: new Set([GREEDY]) });
  site = await startSite({ API_URL: api.address, API_KEY: "only-for-tests", TRUSTED_PROXIES: "1" });
});

afterAll(async () => {
  await site.stop();
  await api.stop();
});

const ask = (path: string, visitor: string) => site.get(path, { "X-Forwarded-For": visitor });

test.each([
  ["/funds/DEM00018", "Too many pages in a short time"],
  ["/zh-hant/funds/DEM00018", "短時間內要求的網頁過多"],
  ["/compare?id=DEM00001&id=DEM00018", "Too many pages in a short time"],
  ["/legal", "Too many pages in a short time"],
])("%s says to a visitor over quota that it is too much, and to the next one what it is about", async (path, words) => {
  const refused = await ask(path, GREEDY);
  const text = await refused.text();
  const next = await ask(path, MODEST);

  expect([refused.status, refused.headers.get("Retry-After")]).toEqual([429, "60"]);
  expect(refused.headers.get("Cache-Control")).toBe("no-store");
  expect(text).toContain(`<h1>${words}</h1>`);
  expect([next.status, next.headers.get("X-Page")]).toEqual([200, "miss"]);
});

test("a page that is kept is there for a visitor over quota, too", async () => {
  await ask("/faq", MODEST);

  const kept = await ask("/faq", GREEDY);

  expect([kept.status, kept.headers.get("X-Page")]).toEqual([200, "hit"]);
});

test("a page without its menu, for a visitor over quota, is no page for others", async () => {
  const other = await startSite({ API_URL: api.address, API_KEY: "only-for-tests", TRUSTED_PROXIES: "1" });
  const page = (visitor: string) => other.get("/verify", { "X-Forwarded-For": visitor });

  const short = await page(GREEDY);
  const next = await page(MODEST);

  expect([short.status, short.headers.get("Cache-Control")]).toEqual([200, "no-store"]);
  expect(await short.text()).not.toContain('href="/about"');
  expect(next.headers.get("X-Page")).toBe("miss");
  expect(await next.text()).toContain('href="/about"');
  await other.stop();
});

test("a menu that is kept is on the page of a visitor over quota, too", async () => {
  await ask("/faq", MODEST);

  const page = await ask("/verify?sha256=", GREEDY);

  expect(await page.text()).toContain('href="/about"');
});

test("a visitor over quota opens the gate for nobody, himself included", async () => {
  const gated = await startMockApi({ gate: true, overQuota: new Set([GREEDY]) });
  const other = await startSite({ API_URL: gated.address, API_KEY: "only-for-tests", TRUSTED_PROXIES: "1" });
  const browser = { Accept: "text/html", "User-Agent": "Mozilla/5.0" };
  const madeUp = `disclaimer=${"1".repeat(8)}-1111-1111-1111-${"1".repeat(12)}`;
  const open = (visitor: string, headers = {}) =>
    other.get("/zh-hant/funds/DEM00018", { ...browser, "X-Forwarded-For": visitor, ...headers });

  const first = await open(GREEDY);
  const next = await open(MODEST);
  const fields = { next: "/funds/DEM00018", textSha256: digestOf("en") };
  const accepted = await other.submit("/legal/disclaimer/accept", fields, {
    Origin: other.origin,
    "X-Forwarded-For": MODEST,
  });
  const reader = await open(MODEST, { Cookie: accepted.headers.get("Set-Cookie")?.split(";")[0] });
  const cheat = await open(GREEDY, { Cookie: madeUp });
  const text = await cheat.text();
  await other.stop();
  await gated.stop();

  expect([first.status, next.status, reader.status, cheat.status]).toEqual([303, 303, 200, 429]);
  expect([cheat.headers.get("Retry-After"), cheat.headers.get("Cache-Control")]).toEqual(["60", "no-store"]);
  expect(text).toContain("<h1>短時間內要求的網頁過多</h1>");
  expect(text).toContain('class="button" href="/zh-hant/funds/DEM00018"');
});

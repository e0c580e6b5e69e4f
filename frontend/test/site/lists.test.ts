import { afterAll, beforeAll, expect, test } from "vitest";
import { startMockApi } from "../../mock/api.ts";
import { type Site, startSite } from "./server.ts";

let api: Awaited<ReturnType<typeof startMockApi>>;
let site: Site;

beforeAll(async () => {
  api = await startMockApi();
  site = await startSite({ API_URL: api.address, DATA_CONTACT: "data@funds.example" });
});

afterAll(async () => {
  await site.stop();
  await api.stop();
});

const page = async (path: string) => (await site.get(path)).text();

test("from all houses to one, and to its funds", async () => {
  expect(await page("/houses")).toContain('<a href="/houses/northgate">');
  expect(await page("/houses/northgate")).toContain('href="/funds?fundGroupName=Northgate"');
  expect((await site.get("/houses/nobody")).status).toBe(404);
});

test("changes are read page by page, by kind", async () => {
  const first = await page("/changes?since=2026-11-15");
  const [, next = ""] = /href="([^"]+)" rel="next"/.exec(first) ?? [];

  expect(first).toContain("<strong>Changed</strong>");
  expect(await page(next.replaceAll("&amp;", "&"))).toContain("<strong>New document</strong>");
  expect(await page("/changes?since=2026-11-15&kind=corrected")).toContain("Nothing of this kind has changed");
});

test("a day that is too long ago, or none, is explained", async () => {
  const old = await site.get("/changes?since=2020-01-01");
  const none = await site.get("/changes?since=someday");

  expect([old.status, none.status]).toEqual([410, 400]);
  expect(await old.text()).toContain("Changes are told for 90 days.");
  expect(await none.text()).toContain("“someday” cannot be used for Changes since.");
});

test("funds chosen in the results stand side by side", async () => {
  const html = await page("/compare?id=DEM00018&id=DEM00019&id=NOPE1");

  expect(html).toContain('<a href="/funds/DEM00018">');
  expect(html).toContain('<a class="compare-table__remove" href="/compare?id=DEM00018">');
  expect(html).toContain("There is no fund with the number NOPE1");
});

test("more than four are cut, fewer than two are told how", async () => {
  const five = [18, 19, 20, 21, 22].map((n) => `id=DEM000${n}`).join("&");

  expect(await page(`/compare?${five}`)).toContain("Only the first 4 funds are compared.");
  expect(await page("/compare")).toContain("Choose two to 4 funds");
});

test("the status tells the present and the last 90 days, in both languages", async () => {
  const [english, chinese] = await Promise.all([page("/status"), page("/zh-hant/status")]);

  expect(english).toContain("Everything works as it should");
  expect(english).toContain('aria-label="Days without a trouble: 72 of 75.');
  expect(english).toContain("The API did not answer");
  expect(chinese).toContain("API 沒有回應");
});

test("partners find the newest files, commands with the API's own address, and whom to ask for a key", async () => {
  const [english, chinese] = await Promise.all([page("/data"), page("/zh-hant/data")]);

  expect(english).toContain(`<code>${api.address}/</code>`);
  expect(english).toContain("funds-20261118T224107Z-full.ndjson.gz");
  expect(english).toContain('<a href="mailto:data@funds.example">data@funds.example</a>');
  expect(chinese).toContain("取得方式");
});

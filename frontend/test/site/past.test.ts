import { afterAll, beforeAll, expect, test } from "vitest";
import { startMockApi } from "../../mock/api.ts";
import { type Site, startSite } from "./server.ts";

let api: Awaited<ReturnType<typeof startMockApi>>;
let site: Site;

beforeAll(async () => {
  api = await startMockApi();
  site = await startSite({ API_URL: api.address, PUBLIC_SITE_URL: "https://funds.example" });
});

afterAll(async () => {
  await site.stop();
  await api.stop();
});

const page = async (path: string) => (await site.get(path)).text();

test("a fund on a past day says that it is the past, and leads back", async () => {
  const html = await page("/funds/DEM00018?asOf=2026-10-01");

  expect(html).toContain("You are looking at the past: what was public at the end of 1 October 2026");
  expect(html).toContain("Version 1 was public from 2 September 2026 06:40 HKT until 19 November 2026 06:41 HKT.");
  expect(html).toContain("Former Managers Limited");
  expect(html).toContain('<a class="past-notice__today" href="/funds/DEM00018">');
  expect(html).toContain('<meta name="robots" content="noindex">');
  expect(html).not.toContain('id="figures"');
});

test("a version has an address to keep", async () => {
  const html = await page("/zh-hant/funds/DEM00018?version=1");

  expect(html).toContain("第 1 版");
  expect(html).toContain("<code>https://funds.example/zh-hant/funds/DEM00018?version=1</code>");
});

test("an empty day is today", async () => {
  const html = await page("/funds/DEM00018?asOf=");

  expect(html).not.toContain("You are looking at the past");
});

test.each(["?asOf=2020-01-01", "?version=9", "?version=first"])(
  "%s is not found, and leads to today",
  async (search) => {
    const response = await site.get(`/funds/DEM00018${search}`);

    expect(response.status).toBe(404);
    expect(await response.text()).toContain('<a href="/funds/DEM00018">Back to the fund as it is today</a>');
  },
);

test("a day that is none is explained", async () => {
  const response = await site.get("/funds/DEM00018?asOf=someday");

  expect(response.status).toBe(400);
  expect(await response.text()).toContain("“someday” cannot be used for The record of a day.");
});

test("the charts have words for those who don't see them, and a table", async () => {
  const html = await page("/funds/DEM00018");

  expect(html.match(/role="img" aria-label="From USD|role="img" aria-label="From [A-Z]{3}/g)).toHaveLength(2);
  expect(html).toContain("Last value of each month");
});

test("each fact leads to its source, and that names the delivery and the place in it", async () => {
  const [fund, sources] = await Promise.all([page("/funds/DEM00018"), page("/funds/DEM00018/sources")]);

  expect(fund).toContain('href="/funds/DEM00018/sources#manCo"');
  expect(sources).toMatch(/<tr id="manCo">[^]*Stated by DEMO in delivery DEMO-20261118-01[^]*index.json#\/funds\/18/);
});

test("the history shows what each version changed", async () => {
  const html = await page("/funds/DEM00018/history");

  expect(html).toMatch(/<del>[^]*Former Managers Limited[^]*<\/del>[^]*<ins>[^]*<\/ins>/);
  expect(html).toContain('href="/funds/DEM00018?version=1"');
});

test("a deauthorised fund names the one that absorbed it", async () => {
  expect(await page("/funds/DEM00060")).toContain(
    '<a href="/funds/DEM00002">Lantau Peak Asia Pacific Dividend Fund</a>',
  );
});

test.each(["/funds/NOPE1/history", "/funds/NOPE1/sources"])("%s is not found", async (path) => {
  expect((await site.get(path)).status).toBe(404);
});

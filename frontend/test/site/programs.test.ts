import { afterAll, beforeAll, expect, test } from "vitest";
import { startMockApi } from "../../mock/api.ts";
import { FUNDS } from "../../mock/fixtures.ts";
import { type Site, startSite } from "./server.ts";

let api: Awaited<ReturnType<typeof startMockApi>>;
let site: Site;

beforeAll(async () => {
  api = await startMockApi();
  const addresses = { API_URL: api.address, PUBLIC_SITE_URL: "https://funds.example" };
  site = await startSite({ ...addresses, SECURITY_CONTACT: "security@funds.example" });
});

afterAll(async () => {
  await site.stop();
  await api.stop();
});

const text = async (path: string) => (await site.get(path)).text();
const pathsIn = (xml: string) =>
  [...xml.matchAll(/<loc>https:\/\/funds\.example([^<]+)<\/loc>/g)].map(([, path]) => path as string);

test("from robots.txt a crawler finds every fund, in both languages, withdrawn ones too", async () => {
  const index = /Sitemap: https:\/\/funds\.example(\S+)/.exec(await text("/robots.txt"))?.[1] ?? "";
  const files = await Promise.all(pathsIn(await text(index)).map(text));

  const found = files.flatMap(pathsIn).filter((path) => path.includes("/funds/"));

  const expected = FUNDS.flatMap(({ fundId }) => [`/funds/${fundId}`, `/zh-hant/funds/${fundId}`]);
  expect(found.sort()).toEqual(expected.sort());
});

test("every page that a sitemap names is there", async () => {
  const paths = pathsIn(await text("/sitemaps/pages.xml"));

  const statuses = await Promise.all(paths.map(async (path) => [path, (await site.get(path)).status]));

  expect(paths.length).toBeGreaterThan(16);
  expect(statuses.filter(([, status]) => status !== 200)).toEqual([]);
});

test("a sitemap that doesn't exist isn't found, and without an API there is none", async () => {
  const alone = await startSite({ API_URL: "http://127.0.0.1:1/api/v1", PUBLIC_SITE_URL: "https://funds.example" });

  const [unknown, down] = await Promise.all([site.get("/sitemaps/funds-x.xml"), alone.get("/sitemap.xml")]);

  expect([unknown.status, down.status]).toEqual([404, 502]);
  await alone.stop();
});

test("a crawler that was here gets the same sitemap while the API is away, and no month that the record hasn't", async () => {
  const own = await startMockApi();
  const left = await startSite({ API_URL: own.address, PUBLIC_SITE_URL: "https://funds.example" });
  const first = await Promise.all(pathsIn(await (await left.get("/sitemap.xml")).text()).map((path) => left.get(path)));
  await own.stop();

  const again = await left.get("/sitemaps/pages.xml");

  expect([...new Set(first.map(({ status }) => status)), again.status]).toEqual([200, 200]);
  expect(pathsIn(await again.text()).length).toBeGreaterThan(16);
  expect((await left.get("/sitemaps/funds-1066-10.xml")).status).toBe(404);
  await left.stop();
});

test("security.txt says whom to tell", async () => {
  expect(await text("/.well-known/security.txt")).toContain("Contact: mailto:security@funds.example");
});

test("a page tells other sites what it is, in its own language", async () => {
  const html = await text("/zh-hant/funds/DEM00018");

  expect(html).toContain('<meta property="og:title" content="鳳凰山多元資產收益基金">');
  expect(html).toContain('<meta property="og:url" content="https://funds.example/zh-hant/funds/DEM00018">');
  expect(html).toContain('hreflang="x-default" href="https://funds.example/funds/DEM00018"');
  expect(html).toContain('itemtype="https://schema.org/InvestmentFund"');
  expect(html).toContain('<code itemprop="identifier">DEM00018</code>');
});

test("a search isn't offered to other sites as a page", async () => {
  expect(await text("/funds?q=gold")).not.toContain("og:title");
});

test("a fund's page can be photographed: its address as a QR code, on the page's own language", async () => {
  const [page, code] = await Promise.all([text("/zh-hant/funds/DEM00018"), site.get("/zh-hant/funds/DEM00018/qr.svg")]);

  expect(page).toContain('src="/zh-hant/funds/DEM00018/qr.svg" alt="https://funds.example/zh-hant/funds/DEM00018"');
  expect(code.headers.get("Content-Type")).toContain("image/svg+xml");
  expect((await site.get("/funds/not%20a%20fund/qr.svg")).status).toBe(404);
});

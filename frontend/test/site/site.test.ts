import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startMockApi } from "../../mock/api.ts";
import { FUNDS } from "../../mock/fixtures.ts";
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
const PAGES = [
  "/",
  "/funds",
  "/funds?q=asia",
  "/funds/DEM00018",
  "/funds/DEM00060",
  "/funds/DEM00018/history",
  "/funds/DEM00018/sources",
  "/funds/DEM00018?asOf=2026-10-01",
  "/deauthorised",
  "/documents/PDF",
  "/verify",
  "/houses",
  "/houses/northgate",
  "/changes?since=2026-11-15",
  "/compare?id=DEM00018&id=DEM00019",
  "/nope",
  "/about",
  "/news",
  "/faq",
  "/legal",
  "/legal/terms",
  "/status",
  "/data",
];
const pdf = FUNDS[18]?.documents[1]?.sha256 ?? "";
const IN_BOTH = PAGES.map((path) => path.replace("PDF", pdf)).flatMap((path) => [
  path,
  `/zh-hant${path === "/" ? "" : path}`,
]);

test.each(IN_BOTH)("%s has no inline script or style and asks no other host", async (path) => {
  const html = await page(path);

  expect(html).not.toMatch(/<script(?! type="module" src="\/_astro\/)|<style|\sstyle=|\son\w+=/);
  expect(html).not.toMatch(/(?:src|rel="stylesheet" href)="(?:https?:)?\/\//);
});

test.each(IN_BOTH)("%s is in its language and has one first heading", async (path) => {
  const html = await page(path);

  expect(html).toContain(path.startsWith("/zh-hant") ? '<html lang="zh-Hant">' : '<html lang="en">');
  expect(html.match(/<h1[ >]/g)).toHaveLength(1);
  expect(html).not.toMatch(/\{\w+\}|undefined|\[object/);
});

test.each(IN_BOTH)("%s keeps to its budget of bytes", async (path) => {
  const html = await page(path);
  const files = [...html.matchAll(/(?:src|href)="(\/_astro\/[^"]+\.(css|js))"/g)];
  const sizes = { html: gzipSync(html).length, css: 0, js: 0 };
  for (const [, file = "", kind] of files) sizes[kind as "css" | "js"] += gzipSync(await page(file)).length;

  expect(sizes.css).toBeGreaterThan(0);
  expect(sizes.css).toBeLessThan(12_000);
  expect(sizes.js).toBeLessThan(5_000);
  expect(sizes.html).toBeLessThan(30_000);
});

test("the page for maintenance stands alone, in both languages", async () => {
  const html = await page("/maintenance.html");

  expect(html).toMatch(/<html lang="en">[^]*<section lang="zh-Hant">/);
  expect(html).not.toMatch(/<script|<style|\sstyle=|_astro/);
  expect((await site.get("/maintenance.css")).status).toBe(200);
});

test("every answer carries the security headers", async () => {
  for (const path of ["/", "/healthz", "/nope"]) {
    const { headers } = await site.get(path);
    expect(headers.get("Content-Security-Policy")).toContain("default-src 'none'");
    expect(headers.get("X-Content-Type-Options")).toBe("nosniff");
  }
});

test("a page that has not changed is not sent again", async () => {
  const first = await site.get("/funds/DEM00018");
  const etag = first.headers.get("ETag") ?? "";

  const second = await site.get("/funds/DEM00018", { "If-None-Match": etag });

  expect(etag).toMatch(/^W\/"/);
  expect(second.status).toBe(304);
  expect(await second.text()).toBe("");
});

test("a visitor turns the pages of a search to its end", async () => {
  const seen = new Set<string>();
  let path: string | undefined = "/funds";
  while (path) {
    const html = await page(path);
    for (const [, fundId] of html.matchAll(/href="\/funds\/(DEM\d+)"/g)) seen.add(fundId as string);
    path = /href="([^"]+)" rel="next"/.exec(html)?.[1]?.replaceAll("&amp;", "&").replaceAll("&#38;", "&");
  }

  expect(seen.size).toBe(60);
});

test("a form's answer can be narrowed by any filter", async () => {
  const html = await page("/funds?q=asia&fundGroupName=Northgate&unknown=1");

  expect(html).toContain("Northgate Asia Pacific Dividend Fund");
  expect(html).not.toContain("Osprey Global Asia");
  expect(html).toContain('<span class="chip__title">Fund house</span>Northgate');
});

test("a document's link leads to the bytes of its checksum", async () => {
  const html = await page("/funds/DEM00018");
  const [href = "", sha256] = /http:\/\/[^"]+\/documents\/([0-9a-f]{64})\.pdf/.exec(html) ?? [];

  const bytes = Buffer.from(await (await fetch(href)).arrayBuffer());

  expect(createHash("sha256").update(bytes).digest("hex")).toBe(sha256);
});

test("a Chinese page marks what is only in English", async () => {
  expect(await page("/zh-hant/funds/DEM00017")).toContain("此基金沒有中文名稱");
  expect(await page("/zh-hant/funds/DEM00016")).not.toContain("此基金沒有中文名稱");
});

test("a parameter that the API refuses is explained", async () => {
  const response = await site.get("/funds?q=gold&authorisationStatus=odd");
  const html = await response.text();

  expect(response.status).toBe(400);
  expect(html).toContain("“odd” cannot be used for Status.");
  expect(html).toContain('href="/funds?q=gold"');
});

test("a result can be had as a table of the API", async () => {
  const html = await page("/funds?q=gold&fundGroupName=Northgate");

  expect(html).toMatch(/href="http:[^"]+\/api\/v1\/funds\/\?search=gold[^"]+fundGroupName=Northgate[^"]+format=csv"/);
});

test("the API's names of a search lead to the page's own", async () => {
  const response = await site.get("/zh-hant/funds?search=gold&status=suspended&FundCurrency=USD");

  expect([response.status, response.headers.get("Location")]).toEqual([
    301,
    "/zh-hant/funds?q=gold&authorisationStatus=suspended&fundCurrency=USD",
  ]);
});

test("what a page can't read in its address isn't dropped in silence", async () => {
  const html = await page("/funds?q=gold&colour=red&sort=size&utm_source=mail");

  expect(html).toContain("“colour” means nothing to this page");
  expect(html).toContain("There is no order called “size”.");
  expect(html).not.toContain("utm_source”");
});

test("a day that is none is explained, and the field keeps it", async () => {
  const response = await site.get("/funds?authorisedSince=someday");

  expect(response.status).toBe(400);
  expect(await response.text()).toContain("“someday” cannot be used for Authorised from.");
});

test("an ISIN with a slip finds what was meant", async () => {
  const [, isin = ""] = /<code>([A-Z]{2}\d{10})<\/code>/.exec(await page("/funds/DEM00018")) ?? [];
  const slipped = isin.slice(0, -1) + ((Number(isin.at(-1)) + 1) % 10);

  expect(await page(`/funds?q=${slipped}`)).toContain(`<a href="/funds?q=${isin}">`);
});

test.each(["/nope", "/zh-hant/nope", "/a/funds", "/en/funds", "/funds/UNKNOWN1", "/zh-hant/funds/UNKNOWN1"])(
  "%s is not found, and offers a search",
  async (path) => {
    const response = await site.get(path);

    expect(response.status).toBe(404);
    expect(await response.text()).toContain('role="search"');
  },
);

test("a page names its address in each language", async () => {
  const html = await page("/zh-hant/funds/DEM00018");

  expect(html).toContain('<link rel="canonical" href="https://funds.example/zh-hant/funds/DEM00018">');
  expect(html).toContain('<link rel="alternate" hreflang="en" href="https://funds.example/funds/DEM00018">');
});

test("a trailing slash leads to the one address of a page", async () => {
  const response = await site.get("/zh-hant/funds/?q=gold");

  expect([response.status, response.headers.get("Location")]).toEqual([301, "/zh-hant/funds?q=gold"]);
});

test("markup in a search stays text", async () => {
  const html = await page(`/funds?q=${encodeURIComponent('"><img src=x>')}`);

  expect(html).toContain("matching “&quot;&gt;&lt;img src=x&gt;”");
  expect(html).not.toContain('"><img');
});

test("a site that was told of no API answers with its own error page", async () => {
  const untold = await startSite({});

  const response = await untold.get("/zh-hant");

  expect(response.status).toBe(500);
  expect(await response.text()).toContain("本網站出現錯誤");
  await untold.stop();
});

test("without its API the site says so and asks to come back", async () => {
  const alone = await startSite({ API_URL: "http://127.0.0.1:1/api/v1" });

  for (const path of ["/", "/funds", "/funds/DEM00018", "/deauthorised", "/zh-hant"]) {
    const response = await alone.get(path);
    expect([path, response.status, response.headers.get("Retry-After")]).toEqual([path, 502, "60"]);
    expect(response.headers.get("Cache-Control")).toBe("no-store");
  }
  expect((await alone.get("/healthz")).status).toBe(200);
  await alone.stop();
});

test("what is for development only isn't built: neither the page of components nor any example", async () => {
  const built = fileURLToPath(new URL("../../dist/", import.meta.url));
  const files = readdirSync(built, { recursive: true, encoding: "utf8" }).filter((name) => /\.(mjs|js)$/.test(name));

  const withExamples = files.filter((name) => readFileSync(built + name, "utf8").includes("Northgate Bond Fund A"));

  expect(files.length).toBeGreaterThan(10);
  expect(withExamples).toEqual([]);
  expect((await site.get("/dev/components")).status).toBe(404);
});

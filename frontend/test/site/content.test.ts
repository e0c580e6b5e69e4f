import { afterAll, beforeAll, expect, test } from "vitest";
import { startMockApi } from "../../mock/api.ts";
import { BANNER_TOKEN, DRAFT_TOKEN, FUND_TOKEN } from "../../mock/content.ts";
import { type Site, startSite } from "./server.ts";

let api: Awaited<ReturnType<typeof startMockApi>>;
let site: Site;

beforeAll(async () => {
  api = await startMockApi();
  site = await startSite({ API_URL: api.address, ADMIN_ORIGIN: "https://admin.example" });
});

afterAll(async () => {
  await site.stop();
  await api.stop();
});

const page = async (path: string) => (await site.get(path)).text();
const draft = async (token: unknown) => (await site.post("/preview", { token })).text();

test("an editor's page is shown with its blocks, without those that nobody knows", async () => {
  const html = await page("/about");

  expect(html).toContain("<h1>About this repository</h1>");
  expect(html).toContain('<a href="/funds">record</a>');
  expect(html).toContain('href="/funds/DEM00001"');
  expect(html).toMatch(/<h2>Prospectus<\/h2>[^]*\/documents\/[0-9a-f]{64}\.pdf/);
  expect(html).not.toMatch(/hologram|GONE0001/);
});

test("the front page names the funds of the newest documents", async () => {
  const [, list = ""] = /<h2>Latest documents<\/h2>([^]*?)<\/section>/.exec(await page("/")) ?? [];

  expect(list).toMatch(/<\/time>\s*· \w+ [^<]*Fund/);
  expect(list).not.toMatch(/· DEM\d+/);
});

test("a page that isn't there in a language is shown in another, and says so", async () => {
  const html = await page("/zh-hant/news");

  expect(html).toContain("此頁沒有中文版本");
  expect(html).toContain('<article lang="en"');
  expect(html).toContain('<meta name="robots" content="noindex">');
});

test.each([
  ["/who-we-are", "/about"],
  ["/zh-hant/who-we-are?cursor=a%20b", "/zh-hant/about?cursor=a%20b"],
])("a page that moved from %s is shown at its new address only", async (old, now) => {
  const answer = await site.get(old);

  expect([answer.status, answer.headers.get("Location")]).toEqual([301, now]);
  expect(answer.headers.get("Cache-Control")).toBe("public, max-age=60");
  expect((await site.get(now)).status).toBe(200);
});

test.each([
  ["/bonds?x=1", 301, "/funds?assetClass=Bond"],
  ["/zh-hant/bonds", 301, "/zh-hant/funds?assetClass=Bond"],
  ["/week?x=1", 302, "/about?x=1"],
])("editors lead readers from %s on", async (old, status, now) => {
  const answer = await site.get(old);

  expect([answer.status, answer.headers.get("Location")]).toEqual([status, now]);
});

test("the menu and the banners of all pages are everywhere, those of funds on funds only", async () => {
  const [home, fund] = await Promise.all([page("/"), page("/zh-hant/funds/DEM00018")]);

  expect(home).toContain('<a href="/about">');
  expect(home).toContain("Closed on Monday");
  expect(home).not.toContain("New documents");
  expect(fund).toContain('<a href="/zh-hant/about">');
  expect(fund).toContain("新文件");
});

test("no cache keeps a page for longer than its banners hold", async () => {
  for (const path of ["/", "/funds", "/about"]) {
    const { headers } = await site.get(path);
    const [, seconds] =
      /^public, max-age=0, s-maxage=(\d+), must-revalidate$/.exec(headers.get("Cache-Control") ?? "") ?? [];
    expect(Number(seconds)).toBeGreaterThan(0);
    expect(Number(seconds)).toBeLessThanOrEqual(20); // what the mock's banners say
  }
});

test("a legal notice shows the version in force, and leads to all others with what changed in them", async () => {
  const html = await page("/legal/terms");

  expect(html).toContain("Version 2, in force since 1 April 2026");
  expect(html).toMatch(/href="\/legal\/terms\/1"[^>]*>\s*Version 1, effective 1 January 2026/);
  expect(html).toContain('href="/legal/terms/2?since=1"');
  expect(html).not.toContain("/legal/disclaimer/accept");
  expect((await site.get("/legal/cookies")).status).toBe(404);
});

test("each version has an address of its own, in both languages", async () => {
  const [former, translated] = await Promise.all([page("/legal/terms/1"), page("/zh-hant/legal/terms/2")]);

  expect(former).toContain("<p>Old.</p>");
  expect(former).toContain("This version isn’t in force.");
  expect(translated).toContain("第 2 版，自 2026年4月1日 起生效");
  expect(translated).not.toContain("此版本並非現行版本");
  for (const path of ["/legal/terms/3", "/legal/terms/2?since=9", "/legal/nonsense/1"])
    expect((await site.get(path)).status).toBe(404);
});

test("two versions are compared, whichever is the older", async () => {
  const [onward, back] = await Promise.all([page("/legal/terms/2?since=1"), page("/legal/terms/1?since=2")]);

  expect(onward).toContain("What changed from version 1 to version 2");
  expect(onward).toContain("<del>Old</del><ins>Fair use</ins>.");
  expect(back).toContain("<del>Fair use</del><ins>Old</ins>.");
});

test("the entry of a preview knows no draft and may be framed by the admin", async () => {
  const response = await site.get("/preview");
  const html = await response.text();

  expect(html).toContain("Draft preview, not public");
  expect(html).toMatch(/<script type="module" src="\/_astro\/[^"]+"><\/script>/);
  expect(html).not.toMatch(/<script>|<style|\sstyle=/);
  expect(response.headers.get("Content-Security-Policy")).toContain("frame-ancestors https://admin.example");
  expect(response.headers.get("X-Frame-Options")).toBeNull();
});

test("a draft is shown in its own language as the live page would be, and nothing keeps it", async () => {
  const response = await site.post("/preview", { token: DRAFT_TOKEN });
  const html = await response.text();

  expect(html).toContain('<html lang="zh-Hant">');
  expect(html).toContain("<h1>尚未公開的標題</h1>");
  expect(html).toContain("草稿預覽，尚未公開");
  expect(html).not.toContain(DRAFT_TOKEN);
  expect(response.headers.get("Cache-Control")).toBe("no-store");
  expect(response.headers.get("Referrer-Policy")).toBe("no-referrer");
  expect(response.headers.get("ETag")).toBeNull();
});

test("a banner's draft stands on the front page, and says until when it would", async () => {
  const html = await draft(BANNER_TOKEN);

  expect(html).toContain("Not announced yet");
  expect(html).not.toContain("Closed on Monday");
  expect(html).toContain("It would be shown until 24 December 2026 12:00 HKT.");
});

test("a fund's draft is its page as it would be, in the language of the address", async () => {
  const english = await draft(FUND_TOKEN);
  const chinese = await (await site.post("/zh-hant/preview", { token: FUND_TOKEN })).text();

  expect(english).toContain("<p>Not announced yet.</p>");
  expect(english).toContain("Draft preview, not public");
  expect(chinese).toContain('<html lang="zh-Hant">');
  expect(chinese).toMatch(/<div lang="en">\s*<div class="rich-text"><p>Not announced yet/);
  expect(await page("/funds/DEM00000")).not.toContain("Not announced yet");
});

test.each(["x".repeat(43), "short", 7, undefined, "../".repeat(14) + "x"])("token %s shows nothing", async (token) => {
  const response = await site.post("/preview", { token });

  expect(response.status).toBe(404);
  expect(await response.text()).toContain("This preview is over");
});

test("only previews may be framed", async () => {
  for (const path of ["/", "/about", "/zh-hant/funds", "/preview/x"]) {
    const { headers } = await site.get(path);
    expect(headers.get("Content-Security-Policy")).toContain("frame-ancestors 'none'");
    expect(headers.get("X-Frame-Options")).toBe("DENY");
  }
});

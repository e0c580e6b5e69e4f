import { afterAll, beforeAll, expect, test } from "vitest";
import { startMockApi } from "../../mock/api.ts";
import { digestOf } from "../../mock/disclaimer.ts";
import { type Site, startSite } from "./server.ts";

const BROWSER = { Accept: "text/html", "User-Agent": "Mozilla/5.0" };
const GATE = "/legal/disclaimer/accept";

let api: Awaited<ReturnType<typeof startMockApi>>;
let site: Site;

beforeAll(async () => {
  api = await startMockApi({ gate: true });
  site = await startSite({ API_URL: api.address });
});

afterAll(async () => {
  await site.stop();
  await api.stop();
});

const accept = (fields: Record<string, string> = {}, headers: Record<string, string> = { Origin: site.origin }) =>
  site.submit(GATE, { next: "/funds/DEM00001", textSha256: digestOf("en"), ...fields }, headers);
const cookieIn = (response: Response) => response.headers.get("Set-Cookie")?.split(";")[0] ?? "";

test("a reader is asked before a fund, accepts, and reads; shared caches never have the page", async () => {
  const first = await site.get("/funds/DEM00001", BROWSER);
  expect([first.status, first.headers.get("Cache-Control")]).toEqual([303, "no-store"]);
  const question = await site.get(first.headers.get("Location") ?? "", BROWSER);
  const html = await question.text();
  expect(html).toContain('<h1 lang="en">Disclaimer</h1>');
  expect(html).toContain('name="next" value="/funds/DEM00001"');
  expect(html).toContain('<meta name="robots" content="noindex">');
  expect(question.headers.get("Cache-Control")).toBe("no-store");

  const answer = await accept();
  const Cookie = cookieIn(answer);
  const back = await site.get(answer.headers.get("Location") ?? "", { ...BROWSER, Cookie });
  const page = await site.get(back.headers.get("Location") ?? "", { ...BROWSER, Cookie });

  expect(answer.status).toBe(303);
  expect(answer.headers.get("Set-Cookie")).toMatch(/^disclaimer=[0-9a-f-]{36}; Path=\/; .*HttpOnly; SameSite=Lax$/);
  expect([back.status, back.headers.get("Location")]).toEqual([303, "/funds/DEM00001"]);
  expect([page.status, page.headers.get("Cache-Control")]).toEqual([200, "private, max-age=0, must-revalidate"]);
  expect(page.headers.get("Set-Cookie")).toBeNull();
});

test("who keeps no cookie reads the page all the same, and no other reader is shown that receipt", async () => {
  const answer = await accept({ next: "/funds/DEM00018" });
  const address = answer.headers.get("Location") ?? "";

  const page = await site.get(address, BROWSER);
  const again = await site.get(address, BROWSER);

  expect([page.status, page.headers.get("X-Page"), again.headers.get("X-Page")]).toEqual([200, "miss", "miss"]);
});

test("a page behind the gate is kept in this process for all, and the gate stands before it", async () => {
  const Cookie = cookieIn(await accept());
  await site.get("/funds/DEM00001", { ...BROWSER, Cookie });

  const kept = await site.get("/funds/DEM00001", { ...BROWSER, Cookie });
  const asked = await site.get("/funds/DEM00001", BROWSER);
  const unchanged = await site.get("/funds/DEM00001", {
    ...BROWSER,
    Cookie,
    "If-None-Match": kept.headers.get("ETag") ?? "",
  });

  expect([kept.headers.get("X-Page"), kept.headers.get("Cache-Control")]).toEqual([
    "hit",
    "private, max-age=0, must-revalidate",
  ]);
  expect(asked.status).toBe(303);
  expect([unchanged.status, unchanged.headers.get("Cache-Control")]).toEqual([
    304,
    "private, max-age=0, must-revalidate",
  ]);
});

test("what readers see is what crawlers see, byte for byte", async () => {
  const Cookie = cookieIn(await accept());
  const asReader = await site.get("/funds/DEM00001", { ...BROWSER, Cookie });
  const asCrawler = await site.get("/funds/DEM00001", { ...BROWSER, "User-Agent": "Examplebot/1.0" });

  expect(await asCrawler.text()).toBe(await asReader.text());
  expect(asCrawler.headers.get("Cache-Control")).toBe(asReader.headers.get("Cache-Control"));
});

test("the search and everything for programs stay open", async () => {
  for (const path of ["/", "/funds", "/zh-hant/funds?q=etf", "/robots.txt", "/healthz", "/legal/terms"])
    expect((await site.get(path, BROWSER)).status).toBe(200);
  expect((await site.get("/funds", BROWSER)).headers.get("Cache-Control")).toContain("public");
});

test("the gate speaks Chinese, and leads on in Chinese", async () => {
  const first = await site.get("/zh-hant/funds/DEM00001", BROWSER);
  const html = await (await site.get(first.headers.get("Location") ?? "", BROWSER)).text();

  expect(first.headers.get("Location")).toContain(`/zh-hant${GATE}?`);
  expect(html).toContain("本人接納");
  expect(html).toContain('name="next" value="/zh-hant/funds/DEM00001"');
});

test("a wording that isn't in force any more is asked about again", async () => {
  const answer = await accept({ textSha256: "e".repeat(64) });
  const html = await answer.text();

  expect([answer.status, answer.headers.get("Cache-Control")]).toEqual([409, "no-store"]);
  expect(html).toContain("Another version came into force while you were reading.");
  expect(html).toContain('name="next" value="/funds/DEM00001"');
  expect(answer.headers.get("Set-Cookie")).toBeNull();
});

test("whoever accepted is told what and when, with the receipt", async () => {
  const Cookie = cookieIn(await accept());

  const html = await (await site.get(GATE, { ...BROWSER, Cookie })).text();

  expect(html).toContain("You accepted version 2026-2 on");
  expect(html).toContain(`<code>${Cookie.split("=")[1]}</code>`);
  expect(html).not.toContain('<form class="accept-form"');
});

test("forms of other sites are refused, and nobody is led to one", async () => {
  const foreign = await accept({}, { Origin: "https://evil.example" });
  const astray = await accept({ next: "//evil.example/" });

  expect([foreign.status, foreign.headers.get("Set-Cookie")]).toEqual([403, null]);
  expect(astray.headers.get("Location")).toBe("/funds");
});

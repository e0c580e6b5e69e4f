import { afterAll, beforeAll, expect, test } from "vitest";
import { startMockApi } from "../../mock/api.ts";
import { type Site, startSite } from "./server.ts";

let api: Awaited<ReturnType<typeof startMockApi>>;
let site: Site;

beforeAll(async () => {
  api = await startMockApi();
  site = await startSite({ API_URL: api.address });
});

afterAll(async () => {
  await site.stop();
  await api.stop();
});

const page = async (path: string) => (await site.get(path)).text();

test("articles stand below their categories, in English where Chinese is missing", async () => {
  const [english, chinese] = [await page("/help"), await page("/zh-hant/help")];

  expect(english).toMatch(/<h2>Using the site<\/h2>[^]*<a href="\/help\/find-a-fund">/);
  expect(chinese).toContain('<a href="/zh-hant/help/find-a-fund">');
  expect(chinese).toContain('<a href="/zh-hant/help/a-page-is-slow" lang="en">');
});

test("a search says what it found, and that it found nothing", async () => {
  expect(await page("/help?q=NAME")).toMatch(/Articles that hold “NAME”[^]*Find a fund/);
  expect(await page("/help?q=hologram")).toContain("No article holds “hologram”.");
});

test("an unknown article is not found", async () => {
  expect((await site.get("/help/unknown")).status).toBe(404);
  expect((await site.get("/help/no%20slug")).status).toBe(404);
});

test("whoever says whether an article helped comes back to it with thanks", async () => {
  const answer = await site.submit("/help/find-a-fund/feedback", { helpful: "no" }, { Origin: site.origin });

  expect([answer.status, answer.headers.get("Location")]).toEqual([303, "/help/find-a-fund?said#helpful"]);
  expect(await page("/help/find-a-fund?said")).toContain("Thank you. Your answer was counted.");
});

test("forms of other sites are refused", async () => {
  const answer = await site.submit(
    "/help/find-a-fund/feedback",
    { helpful: "no" },
    { Origin: "https://other.example" },
  );

  expect(answer.status).toBe(403);
});

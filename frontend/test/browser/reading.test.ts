import { createHash } from "node:crypto";
import { expect } from "vitest";
import { FUNDS } from "../../mock/fixtures.ts";
import { journeysIn, place, title } from "./journeys.ts";
import { worldOf } from "./worlds.ts";

const { everyWay, once } = journeysIn(() => worldOf("well"));
const [current, superseded] = (FUNDS[18]?.documents ?? []).map(({ sha256 }) => sha256);

everyWay("a fund's document has the bytes that its checksum promises", async (page) => {
  await page.goto("/funds/DEM00018");
  const address = await page.locator("#documents a[href$='.pdf']").first().getAttribute("href");

  const bytes = await (await page.request.get(address ?? "")).body();

  expect(address).toContain(createHash("sha256").update(bytes).digest("hex"));
});

everyWay("a superseded document leads to the one that stands", async (page) => {
  await page.goto(`/documents/${superseded}`);

  await page.locator(`main a[href="/documents/${current}"]`).first().click();

  expect(await title(page)).toBe("Prospectus 2026");
});

everyWay("a reader chooses a past day, sees the record of then, and comes back", async (page) => {
  await page.goto("/funds/DEM00018");
  await page.getByLabel("The record of a day").fill("2026-10-01");
  await page.locator(".past-picker button").click();
  expect(await page.locator("main").innerText()).toContain("Former Managers Limited");

  await page.getByRole("link", { name: "Back to the fund as it is today" }).click();

  expect(place(page)).toBe("/funds/DEM00018");
  expect(await page.locator("main").innerText()).not.toContain("Former Managers Limited");
});

everyWay("from what changed to the version before it", async (page) => {
  await page.goto("/funds/DEM00018");
  const contents = page.getByRole("navigation", { name: "On this page" });
  await contents.getByRole("link", { name: "All versions and what changed" }).click();
  const removed = await page.locator("del").first().innerText();

  await page.locator("a[href$='?version=1']").first().click();

  expect(removed).toContain("Former Managers Limited");
  expect(await page.getByRole("heading", { name: /looking at the past: version 1/ }).count()).toBe(1);
});

everyWay("a figure leads to its source", async (page) => {
  await page.goto("/funds/DEM00018");

  await page.locator("a[href='/funds/DEM00018/sources#manCo']").click();

  expect(await page.locator("#manCo").innerText()).toContain("Stated by DEMO in delivery DEMO-20261118-01");
});

everyWay("a corrected figure says what the provider had stated, and why it was changed", async (page) => {
  await page.goto("/funds/DEM00020");

  const facts = await page.locator("#facts").innerText();

  expect(facts).toContain("Former Managers Limited");
  expect(facts).toContain("Confirmed by the provider in writing");
});

everyWay("from the register of deauthorised funds to the fund that absorbed one", async (page) => {
  await page.goto("/deauthorised");
  await page.locator("main a[href='/funds/DEM00060']").first().click();
  expect(await page.locator("main").innerText()).toContain("This fund is no longer authorised");

  await page.getByRole("link", { name: "Lantau Peak Asia Pacific Dividend Fund" }).click();

  expect(place(page)).toBe("/funds/DEM00002");
});

everyWay("the switch of language keeps the place, the past day too", async (page) => {
  await page.goto("/funds/DEM00018?asOf=2026-10-01");

  await page.locator(".site-languages a").first().click();

  expect(place(page)).toBe("/zh-hant/funds/DEM00018?asOf=2026-10-01");
  expect(await title(page)).toBe("鳳凰山多元資產收益基金");
});

everyWay("another share class is drawn", async (page) => {
  await page.goto("/funds/DEM00018");
  const chosen = await page.locator("#class option").nth(1).getAttribute("value");
  await page.locator("#class").selectOption(chosen);

  await page.locator(".charts__choice button").click();

  expect(new URL(page.url()).searchParams.get("class")).toBe(chosen);
  expect(await page.locator("#class").inputValue()).toBe(chosen);
});

everyWay("changes are read to their end", async (page) => {
  await page.goto("/changes?since=2026-11-15");
  const seen = new Set<string>();
  const next = page.locator("a[rel=next]");
  for (;;) {
    for (const [fundId] of (await page.locator("main").innerHTML()).matchAll(/DEM\d{5}(?=")/g)) seen.add(fundId);
    if ((await next.count()) === 0) break;
    await next.click();
  }

  expect([...seen].sort()).toEqual(["DEM00000", "DEM00018", "DEM00060"]);
});

everyWay("an address that isn't there offers a search, and that finds", async (page) => {
  const answer = await page.goto("/funds/UNKNOWN1");
  await page.locator("#q").fill("gold");
  await page.locator("#search button").click();

  expect(answer?.status()).toBe(404);
  expect(await page.locator(".result").count()).toBeGreaterThan(0);
});

once("a page of editors that moved is found at its old address", async (page) => {
  await page.goto("/who-we-are");

  expect(place(page)).toBe("/about");
});

once("a fund can be followed by a feed", async (page) => {
  await page.goto("/zh-hant/funds/DEM00018");

  const feed = page.locator("a[type='application/atom+xml']");

  expect(await feed.getAttribute("href")).toMatch(/\/api\/v1\/feeds\/funds\/DEM00018\.atom\?locale=zh-Hant$/);
});

once("an earlier wording of a notice says that it isn't in force, and leads to the one that is", async (page) => {
  await page.goto("/legal/terms/1");
  const said = await page.locator("main").innerText();

  await page.getByRole("link", { name: "Read the version in force" }).click();

  expect(said).toContain("This version isn’t in force.");
  expect(await page.locator("main").innerText()).toContain("Fair use.");
});

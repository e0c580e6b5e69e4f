import { afterAll, expect } from "vitest";
import { startMockApi } from "../../mock/api.ts";
import { startSite } from "../site/server.ts";
import { say } from "../site/words.ts";
import { place, title } from "./journeys.ts";
import { test, visiting } from "./visitor.ts";

const KEY = "only-for-tests-and-at-least-forty-characters";
const FUND = "Lantau Peak Multi Asset Income Fund";
const AWAY = "Our data service can’t be reached at the moment.";
const patience = { timeout: 60_000, interval: 500 };
const started: (() => Promise<void>)[] = [];

afterAll(async () => {
  for (const stop of started) await stop();
});

async function siteOf(api: Awaited<ReturnType<typeof startMockApi>>) {
  const site = await startSite({ API_URL: api.address, API_KEY: KEY });
  started.push(site.stop);
  return site;
}

test("pages stay when the API goes, others say so, and all is well when it comes back", async () => {
  const api = await startMockApi();
  const site = await siteOf(api);

  await visiting({ baseURL: site.origin }, async (page) => {
    await page.goto("/funds/DEM00018");
    await say(site, { tags: ["*"] }, KEY);
    await api.stop();

    await page.reload();
    expect([await title(page), await page.getByRole("status").first().innerText()]).toEqual([
      FUND,
      expect.stringContaining(AWAY),
    ]);
    const lost = await page.goto("/funds/DEM00019");
    expect([lost?.status(), await title(page)]).toEqual([502, "The fund data can’t be reached just now"]);

    const again = await startMockApi({ port: Number(new URL(api.address).port) });
    started.push(again.stop);
    await page.getByRole("link", { name: "Try again" }).click();
    expect(place(page)).toBe("/funds/DEM00019");
    expect(await title(page)).not.toContain("can’t be reached");
    await page.goto("/funds/DEM00018");
    await expect.poll(async () => (await page.reload(), page.getByText(AWAY).count()), patience).toBe(0);
  });
});

test("a banner is gone with its last second, from pages that are kept as well", async () => {
  let end = Infinity;
  const api = await startMockApi({ bannersEnd: () => end });
  started.push(api.stop);
  const site = await siteOf(api);

  await visiting({ baseURL: site.origin }, async (page) => {
    const banner = page.getByText("New documents");
    end = Date.now() + 8_000;
    await page.goto("/funds/DEM00018");
    expect(await banner.count()).toBe(1);
    const kept = await page.reload();
    expect(kept?.headers()["x-page"]).toBe("hit");

    await expect.poll(async () => (await page.reload(), banner.count()), patience).toBe(0);

    expect(await title(page)).toBe(FUND);
    expect(Date.now()).toBeGreaterThanOrEqual(end - 1_000);
  });
});

test("the page for maintenance is readable with nothing else up", async () => {
  const site = await startSite({});
  started.push(site.stop);

  await visiting({ baseURL: site.origin, javaScriptEnabled: false }, async (page) => {
    await page.goto("/maintenance.html");

    expect(await page.locator("html").getAttribute("lang")).toBe("en");
    expect(await page.locator("[lang=zh-Hant]").first().isVisible()).toBe(true);
  });
});

test("a visitor who asked too much is told to come back, in Chinese too", async () => {
  const api = await startMockApi({ overQuota: new Set([""]) });
  started.push(api.stop);
  const site = await siteOf(api);

  await visiting({ baseURL: site.origin }, async (page) => {
    const answer = await page.goto("/zh-hant/funds/DEM00018");

    expect([answer?.status(), answer?.headers()["retry-after"]]).toEqual([429, "60"]);
    expect(await title(page)).toBe("短時間內要求的網頁過多");
  });
});

import readCode from "jsqr";
import type { Page } from "playwright-core";
import { PNG } from "pngjs";
import { expect } from "vitest";
import { addresses, KINDS } from "./pages.ts";
import { journeysIn, title } from "./journeys.ts";
import { worldOf } from "./worlds.ts";

const { once } = journeysIn(() => worldOf("well"));
const WELL = KINDS.filter(({ world }) => !world).flatMap(addresses);

once("with the keyboard alone a visitor skips the menu, searches, and opens a fund", async (page) => {
  await page.goto("/");
  await page.keyboard.press("Tab");
  expect(await focused(page)).toBe("Skip to the main content");
  await page.keyboard.press("Enter");
  expect(page.url()).toContain("#main");
  await until(page, async () => (await page.locator("#q:focus").count()) === 1);
  await page.keyboard.type("asia");
  await page.keyboard.press("Enter");
  await page.waitForURL(/q=asia/);
  const first = await page.locator(".result__name a").first().innerText();
  await until(page, async () => (await focused(page)) === first);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/funds\/DEM/);

  expect(await title(page)).toBe(first);
});

once("what has the focus shows it", async (page) => {
  await page.goto("/funds/DEM00018");
  const seen: string[] = [];
  for (let n = 0; n < 40; n += 1) {
    await page.keyboard.press("Tab");
    seen.push(
      await page.evaluate(() => {
        const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement as Element);
        return `${outlineStyle} ${parseFloat(outlineWidth) > 1 ? "visible" : "too thin"}`;
      }),
    );
  }

  expect(new Set(seen)).toEqual(new Set(["solid visible"]));
});

once(
  "nothing has to be scrolled sideways at 320 pixels, as at 400 % of a laptop",
  async (page) => {
    const wide: string[] = [];
    for (const path of WELL) {
      await page.goto(path);
      const [needs, has] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
      if ((needs ?? 0) > (has ?? 0)) wide.push(`${path}: ${needs}`);
    }

    expect(wide).toEqual([]);
  },
  { viewport: { width: 320, height: 256 } },
);

once("on paper a fund is all facts and no menus, and says where its documents are", async (page) => {
  await page.goto("/funds/DEM00018");
  await page.emulateMedia({ media: "print" });

  const paper = await page.locator("body").innerText();
  const address = await page
    .locator(".document__line a")
    .first()
    .evaluate((link) => getComputedStyle(link, "::after").content);

  expect(await page.locator(".site-header nav").first().isVisible()).toBe(false);
  expect(await page.locator(".past-picker").isVisible()).toBe(false);
  expect(paper).toContain("DEMO-20261118-01");
  expect(address).toContain(".pdf");
});

once("a phone that looks at the paper finds the address of the fund's page", async (page) => {
  await page.goto("/zh-hant/funds/DEM00018");
  await page.emulateMedia({ media: "print" });
  const code = page.locator(".record-links__code img");
  await code.scrollIntoViewIfNeeded();
  await code.evaluate((image: HTMLImageElement) => image.decode());

  const { data, width, height } = PNG.sync.read(await page.screenshot());

  expect(readCode(Uint8ClampedArray.from(data), width, height)?.data).toBe(
    "https://funds.example/zh-hant/funds/DEM00018",
  );
});

once(
  "who wants larger words and wider lines loses nothing",
  async (page) => {
    await page.goto("/funds/DEM00018");
    await page.evaluate(() => {
      const { style } = document.documentElement;
      style.setProperty("line-height", "1.5", "important");
      style.setProperty("letter-spacing", "0.12em", "important");
      style.setProperty("word-spacing", "0.16em", "important");
    });

    const [needs, has] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);

    expect(needs).toBeLessThanOrEqual(has ?? 0);
  },
  { viewport: { width: 640, height: 800 } },
);

const focused = (page: Page): Promise<string> =>
  page.evaluate(() => (document.activeElement as HTMLElement | null)?.innerText.trim() ?? "");

/** Presses Tab until it is so, as often as a patient visitor would. */
async function until(page: Page, isThere: () => Promise<boolean>): Promise<void> {
  for (let n = 0; n < 60 && !(await isThere()); n += 1) await page.keyboard.press("Tab");
}

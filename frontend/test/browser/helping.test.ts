import { expect } from "vitest";
import { journeysIn, place, title } from "./journeys.ts";
import { worldOf } from "./worlds.ts";

// Forms are taken from the origin that the site knows as its own: here from where it listens.
const { once } = journeysIn(() => worldOf("plain"));
const known = journeysIn(() => worldOf("well"));
const WITHOUT_SCRIPT = { javaScriptEnabled: false };

once("suggestions are chosen with the keys, and go away with Escape", async (page) => {
  await page.goto("/");
  const field = page.getByRole("combobox");
  const options = page.getByRole("option");
  await field.pressSequentially("asia");
  await options.first().waitFor();
  const count = await options.count();
  const name = (await options.first().locator("span").textContent()) ?? "";

  await field.press("Escape");
  const closed = [await options.count(), await field.getAttribute("aria-expanded"), await field.inputValue()];
  await field.pressSequentially(" ");
  await options.first().waitFor();
  await field.press("ArrowDown");
  const active = await field.getAttribute("aria-activedescendant");
  const selected = await page.locator("[aria-selected=true]").getAttribute("id");
  await field.press("Enter");
  await page.waitForURL(/\/funds\/DEM/);

  expect(count).toBeGreaterThan(1);
  expect(closed).toEqual([0, "false", "asia"]);
  expect(selected).toBe(active);
  expect(await title(page)).toBe(name);
});

once(
  "without a script the same field is a form that searches",
  async (page) => {
    await page.goto("/");
    await page.locator("#q").fill("asia");
    await page.locator("#q").press("Enter");
    await page.locator(".result__name").first().waitFor();

    expect(place(page)).toBe("/funds?q=asia");
    expect(await page.getByRole("combobox").count()).toBe(0);
  },
  WITHOUT_SCRIPT,
);

once(
  "the status page tells of each of its days, in a picture and in a table",
  async (page) => {
    await page.goto("/status");
    const figure = page.locator(".service-days");
    const said = await figure.getByRole("img").getAttribute("aria-label");
    await figure.locator("summary").click();

    expect(said).toMatch(/\d/);
    expect(await figure.getByRole("row").count()).toBeGreaterThan(1);
    expect(await figure.getByRole("table").isVisible()).toBe(true);
  },
  WITHOUT_SCRIPT,
);

once(
  "whoever asks for help gets a form about the fund, is told what is missing, and then a number",
  async (page) => {
    await page.goto("/funds/DEM00018");
    await page.locator(".record-links").getByRole("link", { name: "Ask about this fund" }).click();
    await page.locator("#description").fill(" ");
    await page.locator("#email").fill("ann@example.org");
    await page.locator(".support-form button").click();
    const missing = await page.locator("#description-mistake").textContent();
    const kept = await page.locator("#email").inputValue();
    await page.locator("#description").fill("Is this figure right?");
    await page.locator(".support-form button").click();
    await page.waitForURL(/\/support\/sent/);

    expect(missing?.trim()).toBeTruthy();
    expect(kept).toBe("ann@example.org");
    expect(await page.locator("main").textContent()).toContain("FR-2026-0001");
  },
  WITHOUT_SCRIPT,
);

known.once("the address to keep stands on the page, and as a code that a camera reads", async (page) => {
  await page.goto("/funds/DEM00018");
  const address = await page.locator(".record-links p code").textContent();
  await page.locator(".record-links__code summary").click();
  const code = page.locator(".record-links__code img");
  await page.waitForFunction(() => (document.querySelector(".record-links__code img") as HTMLImageElement).complete);

  expect(address).toBe("https://funds.example/funds/DEM00018");
  expect(await code.getAttribute("alt")).toBe(address);
  expect(await code.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
});

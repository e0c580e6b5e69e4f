import { expect } from "vitest";
import { journeysIn, place, title } from "./journeys.ts";
import { worldOf } from "./worlds.ts";

const { everyWay, once } = journeysIn(() => worldOf("gated"));
const FUND = "Lantau Peak Multi Asset Income Fund";

everyWay("a reader accepts the disclaimer, reads, and is asked no more", async (page) => {
  await page.goto("/funds/DEM00018");
  expect(await title(page)).toBe("Disclaimer");
  await page.getByRole("button", { name: "I accept" }).click();
  expect([place(page), await title(page)]).toEqual(["/funds/DEM00018", FUND]);

  await page.goto("/zh-hant/funds/DEM00019");

  expect(place(page)).toBe("/zh-hant/funds/DEM00019");
});

everyWay("a reader who doesn't accept is back at the search, and asked again at the next fund", async (page) => {
  await page.goto("/funds/DEM00018");
  await page.getByRole("link", { name: /Don’t accept/ }).click();
  expect(place(page)).toBe("/funds");

  await page.goto("/funds/DEM00018");

  expect(await title(page)).toBe("Disclaimer");
});

once("the question comes in the reader's language", async (page) => {
  await page.goto("/zh-hant/funds/DEM00018");

  expect(await title(page)).toBe("免責聲明");
});

once(
  "a crawler reads without being asked",
  async (page) => {
    await page.goto("/funds/DEM00018");

    expect(await title(page)).toBe(FUND);
  },
  { userAgent: "Mozilla/5.0 (compatible; ExampleBot/1.0)" },
);

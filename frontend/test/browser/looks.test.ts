import { expect } from "vitest";
import { journeysIn } from "./journeys.ts";
import { accept, accepted, differences, partsOf } from "./looks.ts";
import { worldOf } from "./worlds.ts";

const { once } = journeysIn(() => worldOf("well"));
const WIDTHS = [320, 1280];
const PAGES = {
  home: "/",
  "home-zh": "/zh-hant",
  search: "/funds?q=asia",
  fund: "/funds/DEM00018",
  "fund-zh": "/zh-hant/funds/DEM00018",
  "fund-past": "/funds/DEM00018?asOf=2026-10-01",
  "fund-deauthorised": "/funds/DEM00060",
  history: "/funds/DEM00018/history",
  compare: "/compare?id=DEM00018&id=DEM00019",
  verify: "/verify",
  deauthorised: "/deauthorised",
  "not-found": "/nope",
};

for (const [name, path] of Object.entries(PAGES)) {
  once(`${name} looks as it was accepted, on a phone and on a desk`, async (page) => {
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 800 });
      await page.goto(path);
      const parts = await partsOf(page);
      if (process.env["ACCEPT_LOOKS"]) accept(`${name}-${width}`, parts);

      expect(differences(parts, accepted(`${name}-${width}`))).toEqual([]);
    }
  });
}

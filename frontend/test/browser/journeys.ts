/** Journeys of visitors, each in all the ways that a visitor may come. */
import type { BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll } from "vitest";
import { test, visiting } from "./visitor.ts";
import type { World } from "./worlds.ts";

type Journey = (page: Page, world: World) => Promise<void>;

const WAYS: readonly (readonly [string, BrowserContextOptions])[] = [
  ["with a script", {}],
  ["without a script", { javaScriptEnabled: false }],
  ["at 320 pixels", { viewport: { width: 320, height: 640 } }],
];

/** Journeys through the world that `open` opens for the tests of one file. */
export function journeysIn(open: () => Promise<World>) {
  let world: World;
  beforeAll(async () => {
    world = await open();
  });
  afterAll(() => world.stop());
  const go = (journey: Journey, options: BrowserContextOptions) =>
    visiting({ baseURL: world.site.origin, ...options }, (page) => told(page, world, journey(page, world)));
  return {
    everyWay: (name: string, journey: Journey) => test.each(WAYS)(`${name}, %s`, (_, way) => go(journey, way)),
    once: (name: string, journey: Journey, options: BrowserContextOptions = {}) =>
      test(name, () => go(journey, options)),
  };
}

/** A journey that ends badly says where, what the page showed, and what the site has logged of it. */
async function told(page: Page, { site }: World, journey: Promise<void>): Promise<void> {
  try {
    await journey;
  } catch (error) {
    const shown = await page.locator("body").innerText();
    throw new Error(`At ${page.url()}:\n${shown}\n${JSON.stringify(site.log().slice(-5))}`, { cause: error });
  }
}

/** The page's first heading. */
export const title = (page: Page): Promise<string> => page.locator("h1").innerText();

/** Path and query of the page. */
export function place(page: Page): string {
  const { pathname, search } = new URL(page.url());
  return pathname + search;
}

/** A visitor of the built site: a page of the shared browser. */
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, inject, test as always } from "vitest";

/** A test that needs the browser: left out where there is none. */
export const test = always.skipIf(inject("browser") === "");

let connected: Promise<Browser> | undefined;

/** The browser that all tests of this run share. */
export const browser = (): Promise<Browser> => (connected ??= chromium.connect(inject("browser")));

/** Runs `look` with a page of its own, as wide as a laptop unless told otherwise. */
export async function visiting<T>(options: BrowserContextOptions, look: (page: Page) => Promise<T>): Promise<T> {
  const context = await (await browser()).newContext({ viewport: { width: 1280, height: 800 }, ...options });
  try {
    return await look(await context.newPage());
  } finally {
    await context.close();
  }
}

afterAll(async () => {
  await (await connected)?.close();
});

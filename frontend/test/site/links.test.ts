import { afterAll, beforeAll, expect, test } from "vitest";
import { startMockApi } from "../../mock/api.ts";
import { type Site, startSite } from "./server.ts";

const HOME = "https://funds.example";

let api: Awaited<ReturnType<typeof startMockApi>>;
let site: Site;

beforeAll(async () => {
  api = await startMockApi();
  site = await startSite({ API_URL: api.address, PUBLIC_SITE_URL: HOME });
});

afterAll(async () => {
  await site.stop();
  await api.stop();
});

const text = async (path: string) => (await site.get(path)).text();
const named = (xml: string) => [...xml.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, url = ""]) => url.replace(HOME, ""));
const plain = (html: string) => html.replaceAll("&amp;", "&").replaceAll("&#38;", "&");
const linksIn = (html: string) => [...html.matchAll(/<a [^>]*?href="([^"]+)"/g)].map(([, href = ""]) => plain(href));

/** A page that search engines may list, with the sentence that they show below its title. */
const isForEngines = (text: string) => /^<!doctype html/i.test(text) && !text.includes('content="noindex"');

/** Does it for all, a few at once. */
async function forEach<T>(things: Iterable<T>, work: (thing: T) => Promise<void>): Promise<void> {
  const left = [...things];
  const worker = async () => {
    for (let thing = left.pop(); thing !== undefined; thing = left.pop()) await work(thing);
  };
  await Promise.all(Array.from({ length: 8 }, worker));
}

test("every link of every page in the sitemap leads somewhere, to the very place that it names, and tells search engines of itself", async () => {
  const files = await Promise.all(named(await text("/sitemap.xml")).map(text));
  const led = new Map<string, Set<string>>();
  await forEach(files.flatMap(named), async (path) => {
    for (const href of linksIn(await text(path))) {
      const { origin, pathname, search, hash } = new URL(href, HOME + path);
      if (origin !== HOME) continue;
      const places = led.get(pathname + search) ?? new Set();
      led.set(pathname + search, places.add(hash.slice(1)));
    }
  });

  const [broken, silent]: [string[], string[]] = [[], []];
  await forEach(led, async ([path, places]) => {
    const answer = await site.get(path);
    const html = await answer.text();
    const lost = [...places].filter((place) => place !== "" && !html.includes(`id="${decodeURIComponent(place)}"`));
    if (answer.status !== 301 && (answer.status !== 200 || lost.length > 0))
      broken.push(`${path}: ${answer.status}, without ${lost}`);
    if (isForEngines(html) && !/<meta name="description" content="[^"]/.test(html)) silent.push(path);
  });

  expect(led.size).toBeGreaterThan(500);
  expect(broken).toEqual([]);
  expect(silent).toEqual([]);
}, 240_000);

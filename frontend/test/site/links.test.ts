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

test("every link of every page in the sitemap leads somewhere, to the very place that it names", async () => {
  const files = await Promise.all(named(await text("/sitemap.xml")).map(text));
  const paths = files.flatMap(named);
  const led = new Map<string, string>();
  for (const path of paths) {
    for (const href of linksIn(await text(path))) {
      const { origin, pathname, search, hash } = new URL(href, HOME + path);
      if (origin === HOME) led.set(pathname + search + hash, path);
    }
  }

  const broken: string[] = [];
  for (const [link, from] of led) {
    const [path = "", fragment] = link.split("#");
    const answer = await site.get(path);
    const html = await answer.text();
    const isThere = answer.status === 200 && (!fragment || html.includes(`id="${decodeURIComponent(fragment)}"`));
    if (!isThere && answer.status !== 301) broken.push(`${from} -> ${link}: ${answer.status}`);
  }

  expect(led.size).toBeGreaterThan(1000);
  expect(broken).toEqual([]);
}, 120_000);

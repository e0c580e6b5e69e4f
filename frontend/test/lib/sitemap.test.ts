import { expect, test } from "vitest";
import { Lists } from "../../src/cache/lists.ts";
import type { Api } from "../../src/lib/api.ts";
import { securityText } from "../../src/lib/security.ts";
import { indexXml, sitemapNames, sitemapPaths, urlsXml } from "../../src/lib/sitemap.ts";

const absolute = (path: string) => `https://funds.example${path}`;
const next = (n: number) => `http://api.example/?cursor=${n}`;

const DAY = { authorised: async () => ({ ok: true, data: "2019-07-01" }) } as const;

/** A month of `pages` hundred funds. */
const withPages = (pages: number) =>
  ({
    ...DAY,
    fundIds: async (_month: string, cursor = "0") => {
      const page = Number(cursor);
      const fundIds = Array.from({ length: 100 }, (_, n) => `F${page * 100 + n}`);
      return { ok: true, data: { fundIds, next: page + 1 < pages ? next(page + 1) : null } };
    },
  }) as Partial<Api> as Api;

test("a month's funds are all there, over all pages of the API", async () => {
  const paths = await sitemapPaths("funds-2019-07", withPages(12), new Lists());

  expect(paths.ok && [paths.data.length, paths.data[0], paths.data.at(-1)]).toEqual([
    1200,
    "/funds/F0",
    "/funds/F1199",
  ]);
});

test("no file holds more than 50,000 addresses", async () => {
  const paths = await sitemapPaths("funds-2019-07", withPages(400), new Lists());

  const xml = urlsXml(paths.ok ? paths.data : [], absolute);

  expect(xml.match(/<url>/g)).toHaveLength(50_000);
});

test("the index has each month from the first authorisation to the last", async () => {
  const days = { first: "2019-11-30", last: "2020-02-01" };
  const api = {
    authorised: async (which: "first" | "last") => ({ ok: true, data: days[which] }),
  } as Partial<Api> as Api;

  const names = await sitemapNames(api, new Lists());

  expect(names.ok && names.data).toEqual([
    "pages",
    "houses",
    "funds-2019-11",
    "funds-2019-12",
    "funds-2020-01",
    "funds-2020-02",
  ]);
});

test("an empty record has pages and no months", async () => {
  const api = { authorised: async () => ({ ok: true, data: undefined }) } as Partial<Api> as Api;

  const names = await sitemapNames(api, new Lists());

  expect(names.ok && names.data).toEqual(["pages", "houses"]);
});

test("an API that fails on the way fails the whole file: half a sitemap would look whole", async () => {
  const api = { ...DAY, fundIds: async () => ({ ok: false, failure: { kind: "unavailable" } }) } as Partial<Api> as Api;

  expect((await sitemapPaths("funds-2019-07", api, new Lists())).ok).toBe(false);
});

test("each address stands with those of the other languages, and signs of XML are escaped", () => {
  const xml = urlsXml(["/funds/A&B"], absolute);

  expect(xml).toContain("<loc>https://funds.example/zh-hant/funds/A&amp;B</loc>");
  expect(xml.match(/hreflang="zh-Hant" href="https:\/\/funds.example\/zh-hant\/funds\/A&amp;B"/g)).toHaveLength(2);
  expect(indexXml(["https://a.example/?a=1&b=2"])).toContain("?a=1&amp;b=2");
});

test("whom to tell stands there until half a year from now", () => {
  const text = securityText("security@funds.example", "https://funds.example/x", new Date("2026-11-22T10:00:00Z"));

  expect(text).toContain("Contact: mailto:security@funds.example\n");
  expect(text).toContain("Expires: 2027-05-01T00:00:00Z\n");
  expect(securityText("https://funds.example/report", undefined, new Date())).toContain(
    "Contact: https://funds.example/report\n",
  );
});

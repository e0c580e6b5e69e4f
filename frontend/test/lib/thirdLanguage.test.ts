/** A third language is strings and an entry in the table of languages: here French with the strings of English. */
import { experimental_AstroContainer as AstroContainer } from "astro/container";
import { expect, test, vi } from "vitest";
import SiteHeader from "../../src/components/SiteHeader/SiteHeader.astro";
import { formatter } from "../../src/lib/format.ts";
import { translator } from "../../src/lib/i18n.ts";
import { type Locale, localeFromParam, localeFromPath, localPath, switchLocale } from "../../src/lib/locale.ts";
import { urlsXml } from "../../src/lib/sitemap.ts";
import { GET as robots } from "../../src/pages/robots.txt.ts";

vi.mock("../../src/i18n/languages.ts", async (original) => {
  const { LANGUAGES } = await original<typeof import("../../src/i18n/languages.ts")>();
  const strings = { ...LANGUAGES.en.strings, "site.language": "Français" };
  const fr = {
    strings,
    lang: "fr",
    intl: "fr-FR",
    intlCompact: "fr-FR",
    zoneName: { intl: "fr-FR", style: "short" },
    openGraph: "fr_FR",
    prefix: "/fr",
  };
  return { LANGUAGES: { ...LANGUAGES, fr } };
});

const FRENCH = "fr" as Locale;

test("its addresses are understood and made", () => {
  expect([localeFromParam("fr"), localeFromPath("/fr/funds/A"), localeFromParam("de")]).toEqual([
    "fr",
    "fr",
    undefined,
  ]);
  expect(localPath(FRENCH, "/funds")).toBe("/fr/funds");
  expect(switchLocale("/zh-hant/funds/A?x=1", FRENCH)).toBe("/fr/funds/A?x=1");
});

test("it has its own strings, days, numbers and names of countries", () => {
  const f = formatter(FRENCH);

  expect(translator(FRENCH)("nav.funds")).toBe("Funds");
  expect(translator(FRENCH).plural("search.total", 1, "1")).toBe("1 fund");
  expect([f.date("2026-11-18"), f.region("LU"), f.language("en")]).toEqual([
    "18 novembre 2026",
    "Luxembourg",
    "anglais",
  ]);
});

test("sitemaps name its pages, and those of the others as its alternates", () => {
  const xml = urlsXml(["/funds/A"], (path) => `https://funds.example${path}`);

  expect(xml).toContain("<loc>https://funds.example/fr/funds/A</loc>");
  expect(xml.match(/hreflang="fr" href="https:\/\/funds\.example\/fr\/funds\/A"/g)).toHaveLength(3);
});

test("every page switches to it, and crawlers leave its drafts alone", async () => {
  const container = await AstroContainer.create();

  const header = await container.renderToString(SiteHeader, { props: { locale: "zh-hant", path: "/zh-hant/funds" } });

  expect(header).toContain('<a href="/fr/funds" hreflang="fr" lang="fr">Français</a>');
  expect(await ((await robots({} as never)) as Response).text()).toContain("Disallow: /fr/preview");
});

/** Two articles, one of them in English only. */
import type { components } from "../src/lib/schema.d.ts";

type Schemas = components["schemas"];
type Lang = Schemas["HelpAnswer"]["locale"];

const FIND: Record<Lang, readonly [title: string, summary: string, html: string]> = {
  en: [
    "Find a fund",
    "Search by name or ISIN.",
    "<p>Write a part of its name.</p><h2>No result</h2><p>Look twice.</p>",
  ],
  "zh-Hant": ["尋找基金", "按名稱或 ISIN 搜尋。", "<p>輸入部分名稱。</p>"],
};

export function list(search: string, locale: Lang): Schemas["HelpList"] {
  const items = ["find-a-fund", "a-page-is-slow"].flatMap((slug) => article(slug, locale)?.article ?? []);
  const found = items.filter(({ title, html }) => (title + html).toLowerCase().includes(search.toLowerCase()));
  const lines = found.map(({ slug, locale, title, summary, category }) => ({ slug, locale, title, summary, category }));
  return { requestedLocale: locale, items: lines };
}

export function article(slug: string, requestedLocale: Lang): Schemas["HelpAnswer"] | undefined {
  const publishedAt = "2026-11-01T04:00:00Z";
  if (slug === "find-a-fund") {
    const [title, summary, html] = FIND[requestedLocale];
    const said = { slug, locale: requestedLocale, title, summary, category: "using", html, publishedAt };
    return { requestedLocale, locale: requestedLocale, article: said };
  }
  const said = { slug, locale: "en", title: "A page is slow", summary: "What to look at first." } as const;
  const whole = { ...said, category: "trouble", html: "<p>Look at the status.</p>", publishedAt };
  return slug === "a-page-is-slow" ? { requestedLocale, locale: "en", article: whole } : undefined;
}

export function feedback(slug: string, isHelpful: unknown): Schemas["FeedbackKept"] | undefined {
  return article(slug, "en") && { slug, isHelpful: isHelpful === true };
}

import { expect, test } from "vitest";
import { news } from "../../mock/content.ts";
import { latest } from "../../mock/documents.ts";
import { contextOf } from "../../src/lib/views/context.ts";
import type { Wire } from "../../src/lib/api.ts";
import { plain } from "../../src/lib/text.ts";
import { latestDocuments, latestNews, ownerOf } from "../../src/lib/views/latest.ts";

type Publication = Wire["DocumentPublication"];

test("the newest documents lead to their own pages, in the language of the page", () => {
  const { results } = latest(5);
  const first = ownerOf(results[0] as Publication);

  const view = latestDocuments(results, new Map([[first, plain("亞洲基金")]]), contextOf("zh-hant"));

  expect(view?.title).toBe("最新文件");
  expect(view?.items.map(({ href }) => href)).toEqual(results.map(({ sha256 }) => `/zh-hant/documents/${sha256}`));
  expect(view?.items[0]?.about.text).toBe("亞洲基金");
  expect(latestDocuments(results, new Map(), contextOf("en"))?.items[0]?.about.text).toBe(first);
});

test("news lead to their pages and to all of them; where there is nothing new nothing is shown", () => {
  const view = latestNews(news("en"), contextOf("en"));

  expect(view?.items).toMatchObject([{ href: "/news/hours", date: "1 Apr 2026", about: { text: "Notice" } }]);
  expect(view?.more?.href).toBe("/news");
  expect(latestNews({ ...news("en"), items: [] }, contextOf("en"))).toBeUndefined();
  expect(latestDocuments([], new Map(), contextOf("en"))).toBeUndefined();
});

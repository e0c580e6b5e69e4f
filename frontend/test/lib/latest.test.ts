import { expect, test } from "vitest";
import { news } from "../../mock/content.ts";
import { latest } from "../../mock/documents.ts";
import { contextOf } from "../../src/lib/views/context.ts";
import { latestDocuments, latestNews } from "../../src/lib/views/latest.ts";

test("the newest documents lead to their own pages, in the language of the page", () => {
  const { results } = latest(5);

  const view = latestDocuments(results, contextOf("zh-hant"));

  expect(view?.title).toBe("最新文件");
  expect(view?.items.map(({ href }) => href)).toEqual(results.map(({ sha256 }) => `/zh-hant/documents/${sha256}`));
});

test("news lead to their pages and to all of them; where there is nothing new nothing is shown", () => {
  const view = latestNews(news("en"), contextOf("en"));

  expect(view?.items).toMatchObject([{ href: "/news/hours", date: "1 Apr 2026", about: "Notice" }]);
  expect(view?.more?.href).toBe("/news");
  expect(latestNews({ ...news("en"), items: [] }, contextOf("en"))).toBeUndefined();
  expect(latestDocuments([], contextOf("en"))).toBeUndefined();
});

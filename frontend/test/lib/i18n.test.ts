import { expect, test } from "vitest";
import en from "../../src/i18n/en.json";
import zhHant from "../../src/i18n/zh-hant.json";
import { aroundLink, translator } from "../../src/lib/i18n.ts";

const placeholders = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).sort();

test("Chinese has every string that English has, but no singular", () => {
  const expected = Object.keys(en).filter((key) => !key.endsWith(".one"));

  expect(Object.keys(zhHant).sort()).toEqual(expected.sort());
});

test("every Chinese string has the placeholders of the English one", () => {
  const differing = Object.entries(zhHant).filter(
    ([key, text]) => placeholders(text).join() !== placeholders(en[key as keyof typeof zhHant]).join(),
  );

  expect(differing).toEqual([]);
});

test("English counts one fund and two funds, Chinese counts both alike", () => {
  expect(translator("en").plural("search.total", 1, "1")).toBe("1 fund");
  expect(translator("en").plural("search.total", 1234, "1,234")).toBe("1,234 funds");
  expect(translator("zh-hant").plural("search.total", 1, "1")).toBe("1 隻基金");
});

test("a placeholder without a value stays visible", () => {
  expect(translator("en")("fund.asOf")).toBe("as of {date}");
});

test("what stands in a value cannot add placeholders of its own", () => {
  expect(translator("en")("search.titleFor", { q: "{q}" })).toBe("Funds matching “{q}”");
});

test("a message is cut at its link", () => {
  expect(aroundLink("已併入{link}。")).toEqual({ before: "已併入", after: "。" });
});

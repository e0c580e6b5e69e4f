import { expect, test } from "vitest";
import { localeFromParam, localeFromPath, localPath, switchLocale } from "../../src/lib/locale.ts";

test("no prefix means English, and only known prefixes are languages", () => {
  expect(localeFromParam(undefined)).toBe("en");
  expect(localeFromParam("zh-hant")).toBe("zh-hant");
  expect(localeFromParam("en")).toBeUndefined();
  expect(localeFromParam("zh-hant/x")).toBeUndefined();
});

test("a path that only begins like a prefix is English", () => {
  expect(localeFromPath("/zh-hant/nope")).toBe("zh-hant");
  expect(localeFromPath("/zh-hantastic")).toBe("en");
});

test.each([
  ["/", "/zh-hant"],
  ["/funds", "/zh-hant/funds"],
  ["/funds/DEM00001?x=1", "/zh-hant/funds/DEM00001?x=1"],
])("the language switch keeps the place: %s", (english, chinese) => {
  expect(switchLocale(english, "zh-hant")).toBe(chinese);
  expect(switchLocale(chinese, "en")).toBe(english);
  expect(localPath("en", english)).toBe(english);
});

test.each(["/zh-hant//evil.example/x", "/zh-hant/\\evil.example", "/zh-hant/\t/evil.example", "//evil.example"])(
  "the other language of %j is on this site",
  (path) => {
    const { origin } = new URL(switchLocale(path, "en"), "https://funds.example");

    expect(origin).toBe("https://funds.example");
  },
);

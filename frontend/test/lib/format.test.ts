import { expect, test, vi } from "vitest";
import { formatter } from "../../src/lib/format.ts";
import { dayOf } from "../../src/lib/zone.ts";

const en = formatter("en");
const zh = formatter("zh-hant");
const spaced = (text: string) => text.replace(/\u00a0/g, " ");

test("a day is written as each language writes it, the same everywhere", () => {
  expect(en.date("2026-11-18")).toBe("18 November 2026");
  expect(zh.date("2026-11-18")).toBe("2026年11月18日");
});

test("an instant has the day and the time of the record's zone, which is named", () => {
  expect(en.time("2026-11-22T17:46:07Z")).toBe("23 November 2026 01:46 HKT");
  expect(zh.time("2026-11-22T17:46:07Z")).toBe("2026年11月23日 01:46 香港標準時間");
  expect(en.date("2026-11-22T17:46:07Z")).toBe("23 November 2026");
  expect(dayOf(new Date("2026-11-22T17:46:07Z"))).toBe("2026-11-23");
});

test("the zone is the one that TIME_ZONE names, by its name of that season", async () => {
  vi.stubEnv("TIME_ZONE", "Europe/London").resetModules();

  const elsewhere = (await import("../../src/lib/format.ts")).formatter("en");
  vi.unstubAllEnvs();

  expect(elsewhere.time("2026-07-22T23:46:07Z")).toBe("23 July 2026 00:46 GMT+1");
  expect(elsewhere.time("2026-11-22T23:46:07Z")).toBe("22 November 2026 23:46 GMT");
});

test("what is not a date is shown as it came", () => {
  expect(en.date("soon")).toBe("soon");
  expect(en.monthDay("end of June")).toBe("end of June");
});

test("money keeps every digit that the provider sent", () => {
  expect(spaced(en.money("12345678901234567.89", "USD"))).toBe("USD 12,345,678,901,234,567.89");
  expect(spaced(en.money("10.5000", "EUR"))).toBe("EUR 10.5000");
});

test("large amounts are short, in the units of the language", () => {
  expect(spaced(en.compactMoney("2860000000.00", "USD"))).toBe("USD 2.86bn");
  expect(spaced(zh.compactMoney("2860000000.00", "USD"))).toBe("USD 28.6億");
});

test("an amount or a currency of no known shape is shown as it came", () => {
  expect(en.money("n/a", "USD")).toBe("USD n/a");
  expect(en.money("1.00", "dollars")).toBe("dollars 1.00");
});

test("charges are decimal fractions, shown in percent", () => {
  expect(en.percent(0.0007)).toBe("0.07%");
  expect(en.percent("0.0149")).toBe("1.49%");
});

test("file sizes are never zero", () => {
  expect(en.fileSize(10)).toBe("1 kB");
  expect(en.fileSize(1_234_567)).toBe("1.2 MB");
});

test("codes become names, and unknown codes stay", () => {
  expect(en.region("LU")).toBe("Luxembourg");
  expect(zh.region("LU")).toBe("盧森堡");
  expect(zh.language("zh-Hant")).toBe("繁體中文");
  expect(en.region("not a code")).toBe("not a code");
});

test("the end of a financial year is a day without a year", () => {
  expect(en.monthDay("04-30")).toBe("30 April");
});

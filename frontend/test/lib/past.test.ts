import { expect, test } from "vitest";
import type { Wire } from "../../src/lib/api.ts";
import { lastOfMonths, lineOf } from "../../src/lib/chart.ts";
import { askedOf } from "../../src/lib/fundpage.ts";
import { contextOf } from "../../src/lib/views/context.ts";
import { fieldName, valueText } from "../../src/lib/views/fields.ts";
import { figuresView } from "../../src/lib/views/figures.ts";
import { historyView } from "../../src/lib/views/history.ts";
import { sourceSentence } from "../../src/lib/views/record.ts";
import { sourceGroups } from "../../src/lib/views/sources.ts";

const en = contextOf("en");
const zh = contextOf("zh-hant");
const delivery: Wire["DeliverySource"] = {
  ...{ kind: "delivery", provider: "DEMO", deliveryId: "D-1", contentDate: null, file: "index.json" },
  ...{ fileSha256: null, pointer: "/funds/0" },
};
const resolve = (path: string) => `https://api.example${path}`;

test("a line goes from the first day to the last, and higher values are higher up", () => {
  const line = lineOf([
    { date: "2026-01-01", value: 10 },
    { date: "2026-01-02", value: 30 },
    { date: "2026-01-05", value: 20 },
  ]);

  expect(line).toEqual({ line: "M0 160L150 0L600 80", area: "M0 160L150 0L600 80V160H0Z", low: 10, high: 30 });
});

test("a value that never changes is a line in the middle", () => {
  expect(lineOf(["2026-01-01", "2026-01-03"].map((date) => ({ date, value: 5 })))?.line).toBe("M0 80L600 80");
});

test("less than two days are no line", () => {
  expect(lineOf([])).toBeUndefined();
  expect(lineOf([{ date: "2026-01-01", value: 1 }])).toBeUndefined();
});

test("a table has the last day of each month", () => {
  const days = ["2026-01-02", "2026-01-30", "2026-02-27", "2026-03-01"].map((date) => ({ date }));

  expect(lastOfMonths(days).map(({ date }) => date)).toEqual(["2026-01-30", "2026-02-27", "2026-03-01"]);
});

test("the NAVs of the share class that came are drawn, and those may be chosen that have a line", () => {
  const values = ["1", "2"].map((value, n) => ({
    date: `2026-01-0${n + 1}`,
    value,
    currency: "USD",
    deliveryId: "D-1",
  }));
  const navDays = Object.entries({ ONE: 2, TWO: 3, NEW: 1 }).map(([isin, days]) => ({ isin, days }));
  const figures = { fundId: "A", from: "", to: "", aumFund: [], navDays, valuationNav: [{ isin: "ONE", values }] };

  const { charts, choices } = figuresView(figures, { shareClasses: [], resolve }, en);

  expect(charts.map(({ of }) => of.text)).toEqual(["ONE"]);
  expect(choices.map(({ isin, chosen }) => [isin, chosen])).toEqual([
    ["ONE", true],
    ["TWO", false],
  ]);
  expect(charts[0]?.summary.replaceAll("\u00a0", " ")).toBe(
    "From USD 1 on 1 Jan 2026 to USD 2 on 2 Jan 2026; lowest USD 1, highest USD 2.",
  );
});

test.each([
  ["/manCo", "Management company"],
  ["/legalFundNameOnly/zh-Hant", "Legal name › Traditional Chinese"],
  ["/shareClasses/2/ongoingCharges", "Ongoing charges"],
  ["/documents/3", "Documents"],
  ["/documents/3/status", "Documents › Status"],
  ["/somethingNew", "somethingNew"],
])("%s is called %s", (pointer, name) => {
  expect(fieldName(pointer, en)).toBe(name);
});

test.each([
  [null, undefined],
  [false, "No"],
  [0, "0"],
  ["2026-01-31", "31 January 2026"],
  ["text", "text"],
  [["a", null], "a; –"],
  [{ en: "Fund", "zh-Hant": "基金" }, "Fund"],
  [{ title: { en: "Prospectus" }, sha256: "x" }, "Prospectus"],
  [{ reason: null }, "Reason: –"],
  [{ deauthorisationDate: "2026-01-31", reason: "merger" }, "Deauthorised on: 31 January 2026, Reason: merger"],
])("the value %j reads %s", (value, text) => {
  expect(valueText(value, en)?.text).toBe(text);
});

test("a listed value is written as the facts write it", () => {
  expect(valueText("in liquidation", en, "authorisationStatus")?.text).toBe("In liquidation");
});

test("a Chinese page shows a value in Chinese, or marks it as English", () => {
  expect(valueText({ en: "Fund", "zh-Hant": "基金" }, zh)).toEqual({ text: "基金" });
  expect(valueText({ en: "Fund" }, zh)).toEqual({ text: "Fund", lang: "en" });
});

test("a correction is told in the words of the page, not in those of the answer", () => {
  const correction = { field: "/legalFundNameOnly/en", providerValue: "A", correctedValue: "B", since: "2026-11-22" };

  expect(valueText([correction], en)?.text).toBe(
    "Field: Legal name › English, Provider’s value: A, Corrected value: B, Since: 22 November 2026",
  );
});

test("the newest version is the fund as it is, older ones have addresses of their own", () => {
  const entry = { sequence: 1, sha256: "", source: delivery, changes: [], validFrom: "2026-11-18T00:00:00Z" };
  const results = [
    { ...entry, version: 2, validTo: null },
    { ...entry, version: 1, validTo: "2026-11-18T00:00:00Z" },
  ];

  const { versions, older } = historyView({ fundId: "A", results, next: "http://api.example/?cursor=abc" }, zh);

  expect(versions.map(({ href }) => href)).toEqual(["/zh-hant/funds/A", "/zh-hant/funds/A?version=1"]);
  expect(versions.map(({ isFirst }) => isFirst)).toEqual([false, true]);
  expect(older).toBe("/zh-hant/funds/A/history?cursor=abc");
});

test("a document that another one replaced is told once, and in words", () => {
  const changes = [
    { pointer: "/documents/2/isLatest", old: true, new: null },
    { pointer: "/documents/2/status", old: "current", new: "superseded" },
  ];
  const entry = {
    version: 2,
    validFrom: "2026-11-19T01:00:00Z",
    validTo: null,
    source: delivery,
    sha256: "0",
    changes,
  };

  const { versions } = historyView({ fundId: "A", results: [{ ...entry, sequence: 2 }], next: null }, zh);

  expect(versions[0]?.differences).toEqual([
    { field: "文件 › 狀況", before: { text: "現行" }, after: { text: "已由較新文件取代" } },
  ]);
});

test("a correction says why, and names nobody", () => {
  const source = {
    kind: "correction",
    field: "/manCo",
    action: "made",
    providerValue: "a",
    correctedValue: "b",
    reason: "Prospectus, page 3",
    approvedAt: "2026-11-20T00:00:00Z",
  } as const;

  expect(sourceSentence(source, en)).toBe(
    "Corrected here by two people on 20 November 2026. Reason: Prospectus, page 3.",
  );
});

test("the first row of each field bears its name, so that a fact can lead there", () => {
  const fields = ["/legalFundNameOnly/en", "/legalFundNameOnly/zh-Hant", "/manCo"].map((pointer) => ({
    pointer,
    source: delivery,
  }));
  const ofClass = { pointer: "/shareClasses/0/isin", isin: "LU1", source: delivery };

  const groups = sourceGroups({ fundId: "A", version: 1, fields: [...fields, ofClass] }, en);

  expect(groups.map(({ title }) => title)).toEqual(["Facts", "Share class LU1"]);
  expect(groups[0]?.rows.map(({ id }) => id)).toEqual(["legalFundNameOnly", undefined, "manCo"]);
});

test.each([
  ["asOf=&version=", {}],
  ["asOf=2026-11-18", { day: "2026-11-18" }],
  ["version=2", { version: 2 }],
  ["version=two", { version: -1 }],
])("?%s asks for %j", (search, asked) => {
  const nothing = { day: undefined, version: undefined, shareClass: undefined };

  expect(askedOf(new URLSearchParams(search))).toEqual({ ...nothing, ...asked });
});

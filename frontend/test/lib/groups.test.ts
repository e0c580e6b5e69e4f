import { expect, test } from "vitest";
import { changes, house } from "../../mock/groups.ts";
import type { Wire } from "../../src/lib/api.ts";
import { changesView, knownKinds, weekBefore } from "../../src/lib/views/changes.ts";
import { comparedIds, compareView } from "../../src/lib/views/compare.ts";
import { contextOf } from "../../src/lib/views/context.ts";
import { houseView } from "../../src/lib/views/house.ts";
import { fund } from "./samples.ts";

const en = contextOf("en");
const zh = contextOf("zh-hant");
const asked = (...kinds: string[]) => ({ kinds, documentTypes: [] });
const resolve = (url: string) => `https://api.example${url}`;

test("a house leads to its funds, whole and by part", () => {
  const view = houseView(house("northgate") as Wire["FundGroupDetail"], resolve, zh);

  expect(view.name).toEqual({ text: "Northgate", lang: "en" });
  expect(view.funds).toBe("/zh-hant/funds?fundGroupName=Northgate");
  expect(view.umbrellas[0]?.href).toContain("fundGroupName=Northgate&umbrellaId=UMB1");
});

test("a house with nothing withdrawn says nothing of it", () => {
  const full = house("northgate") as Wire["FundGroupDetail"];

  expect(houseView({ ...full, withdrawnCount: 0 }, resolve, en).withdrawn).toBeUndefined();
  expect(houseView({ ...full, withdrawnCount: 1 }, resolve, en).withdrawn?.text).toBe("1 deauthorised fund");
});

test("the next page of changes goes on after the last and keeps the kinds", () => {
  const view = changesView(changes("2026-11-15", []), asked("changed", "corrected"), en);

  expect(view.next).toBe("/changes?after=after-1&kind=changed&kind=corrected");
  expect(view.rows[0]).toMatchObject({ kinds: ["Changed"], fields: "Management company" });
  expect(changesView({ ...changes("2026-11-15", []), hasMore: false }, asked(), en).next).toBeUndefined();
});

test("a first version is not told field by field, nor file by file", () => {
  const [, withFile] = ["changed", "documentPublished"].flatMap((kind) => changes("2026-11-15", [kind]).results);
  const first = { ...withFile, kinds: ["published", "documentPublished"] } as Wire["Change"];
  const rowOf = (change: Wire["Change"] | undefined) =>
    changesView({ ...changes("2026-11-15", []), results: change ? [change] : [] }, asked(), en).rows[0];

  expect([rowOf(withFile)?.documents.length, rowOf(withFile)?.fields]).toEqual([1, "Documents"]);
  expect([rowOf(first)?.documents.length, rowOf(first)?.fields]).toEqual([0, undefined]);
});

test("kinds that nobody knows aren't asked for", () => {
  expect(knownKinds(["corrected", "exploded"])).toEqual(["corrected"]);
});

test("a week before the first of a month is in the month before", () => {
  expect(weekBefore("2026-03-01")).toBe("2026-02-22");
});

test("four funds are compared at most, each once", () => {
  expect(comparedIds(new URLSearchParams("id=A&id=A&id=&id=B&id=C&id=D&id=E"))).toEqual(["A", "B", "C", "D"]);
});

test("a comparison marks what differs, and leaves a gap where one says nothing", () => {
  const one = fund("DEM00018");
  const view = compareView([one, { ...one, fundId: "OTHER", riskLevel: null, fundCurrency: "CHF" }], en);
  const rows = new Map(view.groups.flatMap(({ rows }) => rows.map((row) => [row.term, row] as const)));

  expect(rows.get("Fund currency")?.differs).toBe(true);
  expect(rows.get("Domicile")?.differs).toBe(false);
  expect(rows.has("Fund number")).toBe(false);
  expect(rows.get("Risk level")?.cells[1]).toBeUndefined();
  expect(view.funds[0]?.without).toBe("/compare?id=OTHER");
});

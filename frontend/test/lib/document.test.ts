import { expect, test } from "vitest";
import { about } from "../../mock/documents.ts";
import { DOCUMENT_TYPES } from "../../mock/fixtures.ts";
import type { Wire } from "../../src/lib/api.ts";
import { sha256Of } from "../../src/lib/calls/documents.ts";
import { contextOf } from "../../src/lib/views/context.ts";
import { fileView, shownPublication, verificationView } from "../../src/lib/views/document.ts";
import { fund } from "./samples.ts";

const en = contextOf("en");
const sources = { resolve: (url: string) => `https://api.example${url}`, documentTypes: DOCUMENT_TYPES };
const known = (place: number) => about(fund("DEM00018").documents[place]?.sha256 ?? "") as Wire["DocumentAbout"];
const shown = (place: number) => shownPublication(known(place)) as Wire["DocumentAtFunds"];

test("a file that stands has no notice, and leads to its fund by name", () => {
  const view = fileView(shown(0), new Map([["DEM00018", { en: "Income Fund" }]]), sources, en);

  expect(view.type).toBe("Prospectus");
  expect(view.ended).toBeUndefined();
  expect(view.funds).toEqual([{ fundId: "DEM00018", name: { text: "Income Fund" }, href: "/funds/DEM00018" }]);
  expect(view.download).toMatch(/^https:\/\/api.example\/api\/v1\/documents\/[0-9a-f]{64}\.pdf$/);
});

test("a superseded file leads to what stands instead, and to what it replaced", () => {
  const view = fileView(shown(1), new Map(), sources, en);

  expect(view.ended?.sentence).toBe("A newer version of this document exists.");
  expect(view.ended?.newer.map(({ text }) => text)).toEqual(["DEM00018-PR-en-2026"]);
  expect(view.earlier.map(({ text }) => text)).toEqual(["DEM00018-PR-en-2024"]);
});

test("bytes that stand under one name and are gone under another are shown as standing", () => {
  const publication = shown(0);
  const twice = { ...known(0), publications: [{ ...publication, status: "withdrawn" as const }, publication] };

  expect(shownPublication(twice)?.status).toBe("current");
});

test("what hundreds of funds share is counted", () => {
  const shared = { ...shown(0), fundIds: ["A"], fundCount: 1300 };

  expect(fileView(shared, new Map(), sources, en).moreFunds).toBe("and 1,299 more funds");
});

test.each([
  ["A".repeat(64), "a".repeat(64)],
  [`SHA256: ${"0f".repeat(32)}`, "0f".repeat(32)],
  [` ${"ab cd ".repeat(16)} `, "abcd".repeat(16)],
  ["a".repeat(63), undefined],
  ["g".repeat(64), undefined],
  ["", undefined],
])("%s is the checksum %s", (said, sha256) => {
  expect(sha256Of(said)).toBe(sha256);
});

test("unknown bytes are said to be unknown", () => {
  expect(verificationView(undefined, en)).toMatchObject({ found: false, documents: [] });
});

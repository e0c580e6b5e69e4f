import { expect, test } from "vitest";
import { difference, paragraphs } from "../../src/lib/difference.ts";

const same = (text: string) => ({ kind: "same", text });
const removed = (text: string) => ({ kind: "removed", text });
const added = (text: string) => ({ kind: "added", text });

test("paragraphs, headings and points are texts of their own, without markup", () => {
  const html = '<h2>Use</h2><p>Fair <b>use</b> &amp; <a href="/x">more</a>.</p><ul><li>One</li>\n<li>Two</li></ul>';

  expect(paragraphs(html)).toEqual(["Use", "Fair use & more.", "One", "Two"]);
});

test("a changed paragraph shows which words changed", () => {
  expect(difference(["We keep it for 30 days."], ["We keep it for 60 days."])).toEqual([
    [same("We keep it for "), removed("30"), added("60"), same(" days.")],
  ]);
});

test("Chinese is compared by its words", () => {
  expect(difference(["紀錄保留三十日。"], ["紀錄保留六十日。"]).flat()).toContainEqual(same("紀錄保留"));
});

test("paragraphs come, go and stay", () => {
  expect(difference(["One.", "Two.", "Three."], ["One.", "Three.", "Four."])).toEqual([
    [same("One.")],
    [removed("Two.")],
    [same("Three.")],
    [added("Four.")],
  ]);
});

test("equal texts show no difference, and an empty one is all new", () => {
  expect(difference(["One."], ["One."])).toEqual([[same("One.")]]);
  expect(difference([], ["One."])).toEqual([[added("One.")]]);
  expect(difference([], [])).toEqual([]);
});

test("what both sides are is told whole, whatever they are", () => {
  const texts = ["a b c d.", "b c.", "", "x", "a b c d. a b", "甲乙丙", "b a c d."];
  const side = (found: ReturnType<typeof difference>, without: string) =>
    found
      .map((pieces) => pieces.filter(({ kind }) => kind !== without).map(({ text }) => text))
      .flat()
      .join("");

  for (const before of texts)
    for (const after of texts) {
      const found = difference(before ? [before] : [], after ? [after] : []);
      expect([side(found, "added"), side(found, "removed")]).toEqual([before, after]);
    }
});

test("two long paragraphs are told as replaced", () => {
  const long = (word: string) => `${word} `.repeat(400).trim();

  expect(difference([long("one")], [long("two")])).toEqual([[removed(long("one")), added(long("two"))]]);
});

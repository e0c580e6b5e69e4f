import { expect, test } from "vitest";
import {
  noteAddress,
  noteMoment,
  noteQuota,
  noteSaid,
  tagOf,
  unnoted,
  UNTOLD,
  withTags,
} from "../../src/cache/tags.ts";

test.each([
  ["/api/v1/funds/", "funds"],
  ["/api/v1/funds/facets/", "funds"],
  ["/api/v1/funds/DEM00001/", "fund:DEM00001"],
  ["/api/v1/funds/DEM00001/documents/", "fund:DEM00001"],
  ["/below/api/v1/banners/", "banners"],
])("%s is noted as %s", (path, tag) => {
  expect(tagOf(path)).toBe(tag);
});

test("two pages that are made at once note their own addresses only", async () => {
  const make = (path: string) =>
    withTags(async () => {
      await Promise.resolve();
      noteAddress(`http://api/api/v1/${path}/`);
    });

  const [one, other] = await Promise.all([make("news"), make("faq")]);

  expect([[...one.tags], [...other.tags]]).toEqual([["news"], ["faq"]]);
});

test("what the API said is noted by its address, and what it was only asked for is a gap", async () => {
  const { said } = await withTags(async () => {
    await Promise.resolve();
    noteAddress("http://api/api/v1/news/");
    noteAddress("http://api/api/v1/faq/");
    noteSaid("http://api/api/v1/faq/", { validator: '"1"', state: "a" });
  });

  expect([...(said ?? [])]).toEqual([
    ["http://api/api/v1/news/", UNTOLD],
    ["http://api/api/v1/faq/", { validator: '"1"', state: "a" }],
  ]);
});

test("of a page that tells the time nothing is noted, whatever comes after", async () => {
  const { said } = await withTags(async () => {
    await Promise.resolve();
    noteMoment();
    noteSaid("http://api/api/v1/faq/", { validator: '"1"', state: "a" });
  });

  expect(said).toBeUndefined();
});

test("a page learns nothing of what was asked beside it", async () => {
  const { tags, said, isOverQuota } = await withTags(async () => {
    await unnoted(async () => {
      await Promise.resolve();
      noteAddress("http://api/api/v1/faq/");
      noteQuota();
      noteMoment();
    });
  });

  expect([[...tags], [...(said ?? ["nothing"])], isOverQuota]).toEqual([[], [], false]);
});

import { expect, test } from "vitest";
import { csvOf } from "../../src/lib/exports.ts";
import { mistakes, respelled } from "../../src/lib/mistakes.ts";
import { parseSearch } from "../../src/lib/query.ts";

const params = (search: string) => new URLSearchParams(search);

test.each([
  ["search=a&ordering=-name", "q=a&sort=-name"],
  ["ASSETCLASS=bond&assetClass=equity", "assetClass=bond&assetClass=equity"],
  ["Status=suspended", "authorisationStatus=suspended"],
])("%s is spelt %s", (said, meant) => {
  expect(respelled(params(said))?.toString()).toBe(meant);
});

test("an address by the page's names is left as it is, whatever else is in it", () => {
  expect(respelled(params("q=a&colour=red&utm_source=x"))).toBeUndefined();
});

test("a respelled address needs no second time", () => {
  const once = respelled(params("SEARCH=a&Colour=red")) as URLSearchParams;

  expect(respelled(once)).toBeUndefined();
});

test("a long mistake is cut", () => {
  expect(mistakes(params(`${"x".repeat(500)}=1`))[0]?.said).toHaveLength(60);
});

test("a search is given as CSV by the API's own parameters, from its beginning", () => {
  const query = parseSearch(params("q=gold&fundCurrency=USD&authorisedSince=2026-01-01&cursor=abc"));

  expect(csvOf(query, true)).toBe(
    "/api/v1/funds/?search=gold&fundCurrency=USD&authorisedSince=2026-01-01&ordering=relevance&pageSize=100&format=csv",
  );
  expect(csvOf(query, false)).toBeUndefined();
});

import { expect, test } from "vitest";
import {
  change,
  cursorOf,
  effectiveSort,
  EVERYTHING,
  keptFields,
  parseSearch,
  toSearch,
  without,
} from "../../src/lib/query.ts";

const parse = (search: string) => parseSearch(new URLSearchParams(search));

test("unknown parameters, blanks and repeats are dropped", () => {
  const query = parse("q=+gold+&evil=1&assetClass=&fundCurrency=USD&fundCurrency=USD&utm_source=x");

  expect(query).toEqual({
    q: "gold",
    filters: { fundCurrency: ["USD"] },
    days: {},
    sort: undefined,
    cursor: undefined,
  });
});

test("an address is written in one order, however it was asked", () => {
  expect(toSearch(parse("cursor=abc&fundCurrency=USD&sort=-name&q=gold"))).toBe(
    "?q=gold&fundCurrency=USD&sort=-name&cursor=abc",
  );
  expect(toSearch(EVERYTHING)).toBe("");
});

test("endless input is cut", () => {
  const query = parse(`q=${"x".repeat(500)}&${Array.from({ length: 50 }, (_, n) => `assetClass=${n}`).join("&")}`);

  expect(query.q).toHaveLength(200);
  expect(query.filters.assetClass).toHaveLength(20);
});

test("relevance is the order of words only", () => {
  expect(effectiveSort(parse("q=gold"))).toBe("relevance");
  expect(effectiveSort(parse("sort=relevance"))).toBe("name");
  expect(effectiveSort(parse("q=gold&sort=name"))).toBe("name");
});

test("any change goes back to the first page", () => {
  expect(change(parse("q=gold&cursor=abc"), { sort: "name" })).toMatchObject({
    cursor: undefined,
    sort: "name",
    q: "gold",
  });
});

test("one value of a filter can be taken away", () => {
  expect(toSearch(without(parse("fundCurrency=USD&fundCurrency=EUR&q=a"), "fundCurrency", "USD"))).toBe(
    "?q=a&fundCurrency=EUR",
  );
});

test("the form keeps what it has no field for", () => {
  expect(keptFields(parse("umbrellaId=U1&sort=-name&fundCurrency=USD"))).toEqual([
    ["umbrellaId", "U1"],
    ["sort", "-name"],
  ]);
});

test("a cursor is read out of the API's address", () => {
  expect(cursorOf("http://api.example/api/v1/funds/?cursor=cD0x%3D&search=a")).toBe("cD0x=");
  expect(cursorOf(null)).toBeUndefined();
  expect(cursorOf("nonsense")).toBeUndefined();
});

import { describe, expect, test } from "vitest";
import type { Wire } from "../../src/lib/api.ts";
import { EVERYTHING, parseSearch } from "../../src/lib/query.ts";
import { contextOf } from "../../src/lib/views/context.ts";
import { filterPanel } from "../../src/lib/views/facets.ts";
import { chips, resultsView, sortLinks, totalText } from "../../src/lib/views/results.ts";
import { suggestions } from "../../src/lib/views/suggestions.ts";
import { list } from "./samples.ts";

const en = contextOf("en");
const zh = contextOf("zh-hant");

describe("search", () => {
  test("says when some names have no translation", () => {
    expect(resultsView(list("DEM00000"), EVERYTHING, zh).someUntranslated).toBe(false);
    expect(resultsView(list("DEM00000", "DEM00001"), EVERYTHING, zh).someUntranslated).toBe(true);
  });

  test("the next page keeps the search", () => {
    const page = { ...list("DEM00000"), next: "http://127.0.0.1/api/v1/funds/?search=a&cursor=abc" };

    const { pages } = resultsView(page, parseSearch(new URLSearchParams("q=a&fundCurrency=USD")), zh);

    expect(pages).toEqual({ next: "/zh-hant/funds?q=a&fundCurrency=USD&cursor=abc" });
  });

  test("an approximate answer says what was searched for instead", () => {
    const page = { ...list("DEM00000"), isApproximate: true, searchedFor: "dividend | dividends" };

    expect(resultsView(page, EVERYTHING, en).instead).toContain("dividend | dividends");
    expect(resultsView(list("DEM00000"), EVERYTHING, en).instead).toBeUndefined();
  });

  test("what bears a name leads there, and a slip of the hand to what was meant", () => {
    const found = { matchedBy: "name", value: "x", url: "", authorisationStatus: null } as const;
    const resolution: Wire["Resolution"] = {
      id: "x",
      results: [
        { ...found, type: "fund", id: "DEM00060", name: { en: "Old Fund" } },
        { ...found, type: "fundGroup", id: "northgate", name: { en: "Northgate" } },
      ],
      hint: { detail: "", didYouMean: ["LU1681041387"] },
    };

    expect(suggestions(resolution, en).map(({ href }) => href)).toEqual([
      "/funds/DEM00060",
      "/houses/northgate",
      "/funds?q=LU1681041387",
    ]);
  });

  test("a capped count is more than, not exactly", () => {
    expect(totalText({ value: 1000, relation: "gte" }, en)).toBe("More than 1,000 funds");
  });

  test("a day can be taken away alone", () => {
    const query = parseSearch(new URLSearchParams("q=a&authorisedSince=2026-01-31&authorisedBefore=2026-06-01"));

    expect(chips(query, undefined, en)[0]).toEqual({
      title: "Authorised from",
      name: { text: "31 Jan 2026" },
      href: "/funds?q=a&authorisedBefore=2026-06-01",
    });
  });

  test("Chinese names are an order for those who read them, or who asked for it", () => {
    const offered = (search: string, context: typeof en) =>
      sortLinks(parseSearch(new URLSearchParams(search)), context).map(({ sort }) => sort);

    expect(offered("", zh)).toContain("nameZhHant");
    expect(offered("", en)).not.toContain("nameZhHant");
    expect(offered("sort=nameZhHant", en)).toContain("nameZhHant");
  });

  test("a table of more funds than fit says how many it has", () => {
    const of = (value: number) => resultsView({ ...list(), total: { value, relation: "eq" } }, EVERYTHING, en).table;

    expect([of(100), of(101)]).toEqual(["This result as CSV", "The first 100 as CSV"]);
  });

  test("an umbrella is named, not numbered, on its chip", () => {
    const query = parseSearch(new URLSearchParams("umbrellaId=UMB1"));

    expect(chips(query, list("DEM00001"), en)).toEqual([
      { title: "Umbrella", name: { text: "Northgate Investment Funds ICAV" }, href: "/funds" },
    ]);
  });

  test("relevance is offered only when there are words", () => {
    const offered = (search: string) => sortLinks(parseSearch(new URLSearchParams(search)), en).map(({ sort }) => sort);

    expect(offered("q=gold")).toContain("relevance");
    expect(offered("")).not.toContain("relevance");
  });
});

describe("filters", () => {
  const count = (value: string, count: number) => ({ value, count });
  const facets = (more: Partial<Wire["Facets"]["facets"]>): Wire["Facets"] => ({
    facets: {
      assetClass: [],
      authorisationStatus: [],
      fundCurrency: [],
      fundDomicileAlpha2: [],
      fundGroupName: [],
      isEtf: [],
      shareClassDistributionPolicy: [],
      ...more,
    },
  });

  const filterGroups = (...asked: Parameters<typeof filterPanel>) => {
    const panel = filterPanel(...asked);
    return panel ? [...panel.first, ...panel.more] : [];
  };

  test("the rest of them is open when something of it is chosen", () => {
    const both = facets({ fundCurrency: [count("USD", 3), count("EUR", 1)] });
    const open = (search: string) => filterPanel(both, parseSearch(new URLSearchParams(search)), en)?.open;

    expect(open("fundCurrency=USD")).toBe(false);
    expect(open("riskLevel=3")).toBe(true);
    expect(open("authorisedSince=2026-01-01")).toBe(true);
  });

  test("levels of risk stand in their own order", () => {
    const [group] = filterGroups(facets({ riskLevel: [count("4", 9), count("1", 2)] }), EVERYTHING, en);

    expect(group?.shown.map(({ name }) => name.text)).toEqual(["1 of 5", "4 of 5"]);
  });

  test("a filter with one value is no choice", () => {
    expect(filterGroups(facets({ fundCurrency: [count("USD", 3)] }), EVERYTHING, en)).toEqual([]);
  });

  test("a chosen value stays, first and even without any fund", () => {
    const query = parseSearch(new URLSearchParams("fundCurrency=CHF"));

    const [group] = filterGroups(facets({ fundCurrency: [count("USD", 3)] }), query, en);

    expect(group?.shown.map(({ value, checked, count }) => [value, checked, count])).toEqual([
      ["CHF", true, "0"],
      ["USD", false, "3"],
    ]);
  });

  test("true and false read as yes and no", () => {
    const [group] = filterGroups(facets({ isEtf: [count("true", 2), count("false", 5)] }), EVERYTHING, en);

    expect(group?.shown.map(({ value, name }) => [value, name.text])).toEqual([
      ["false", "No"],
      ["true", "Yes"],
    ]);
  });

  test("only the most frequent are shown at first", () => {
    const houses = Array.from({ length: 10 }, (_, n) => count(`House ${n}`, n + 1));

    const [group] = filterGroups(facets({ fundGroupName: houses }), EVERYTHING, en);

    expect(group?.shown[0]?.value).toBe("House 9");
    expect(group?.folded).toHaveLength(4);
  });
});

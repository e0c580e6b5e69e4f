import { describe, expect, test } from "vitest";
import { DOCUMENT_TYPES, FUNDS, STATUS } from "../../mock/fixtures.ts";
import { summary } from "../../mock/summary.ts";
import type { Wire } from "../../src/lib/api.ts";
import { EVERYTHING, parseSearch } from "../../src/lib/query.ts";
import { contextOf } from "../../src/lib/views/context.ts";
import { documentGroups } from "../../src/lib/views/documents.ts";
import { filterGroups } from "../../src/lib/views/facets.ts";
import { freshnessView } from "../../src/lib/views/freshness.ts";
import { fundView } from "../../src/lib/views/fund.ts";
import { problemView } from "../../src/lib/views/problem.ts";
import { registerView } from "../../src/lib/views/register.ts";
import { chips, resultsView, sortLinks, totalText } from "../../src/lib/views/results.ts";

const en = contextOf("en");
const zh = contextOf("zh-hant");
const onServer = {
  resolve: (url: string) => `http://api.example${url}`,
  documentTypes: DOCUMENT_TYPES,
  today: "2026-11-21",
};
const fund = (fundId: string) => FUNDS.find((known) => known.fundId === fundId) as Wire["FundDetail"];
const list = (...fundIds: string[]): Wire["FundList"] => ({
  results: fundIds.map((fundId) => summary(fund(fundId))),
  next: null,
  previous: null,
  total: { value: fundIds.length, relation: "eq" },
  isApproximate: false,
  searchedFor: null,
});
const allTerms = (view: ReturnType<typeof fundView>) =>
  view.groups.flatMap(({ facts }) => facts.map(({ term }) => term));

describe("fund page", () => {
  test("a Chinese name is used on a Chinese page, and English is marked where there is none", () => {
    expect(fundView(fund("DEM00000"), onServer, zh).name).toEqual({ text: "海港里亞太股息基金" });
    expect(fundView(fund("DEM00001"), onServer, zh).name).toEqual({
      text: "Northgate Asia Pacific Dividend Fund",
      lang: "en",
    });
  });

  test("a corrected field says what the provider states, since when it is corrected, and why", () => {
    const correction = {
      field: "/manCo",
      providerValue: "Wrong Ltd",
      correctedValue: "Right Ltd",
      reason: "typing error",
    };
    const view = fundView({ ...fund("DEM00000"), corrections: [{ ...correction, since: "2026-11-20" }] }, onServer, en);

    expect(view.corrections).toEqual([
      "Corrected since 20 November 2026: manCo. The provider states Wrong Ltd. Reason: typing error.",
    ]);
    expect(fundView(fund("DEM00000"), onServer, en).corrections).toEqual([]);
  });

  test("editors' words come in the page's language, or marked as in another", () => {
    const summary = { en: "<p>In Europe.</p>", "zh-Hant": "<p>投資歐洲。</p>" };
    const of = (summary: Record<string, string>) => ({ ...fund("DEM00000"), editorial: { summary } });

    expect(fundView(of(summary), onServer, zh).summary).toEqual({ html: "<p>投資歐洲。</p>" });
    expect(fundView(of({ en: "<p>Only.</p>" }), onServer, zh).summary).toEqual({ html: "<p>Only.</p>", lang: "en" });
    expect(fundView(of({ "zh-Hant": "<p>只有。</p>" }), onServer, en).summary?.lang).toBe("zh-Hant");
    expect(fundView(of({}), onServer, en).summary).toBeUndefined();
    expect(fundView(fund("DEM00000"), onServer, en).summary).toBeUndefined();
  });

  test("what the provider did not state has no line", () => {
    const silent = { ...fund("DEM00002"), aumFund: null };
    delete silent.trusteeName;

    const view = fundView(silent, onServer, en);

    expect(allTerms(view)).not.toContain("Fund size");
    expect(allTerms(view)).not.toContain("Trustee");
    expect(view.keyFacts.map(({ term }) => term)).not.toContain("Fund size");
  });

  test("a figure carries its own date and the page names the delivery", () => {
    const view = fundView(fund("DEM00018"), onServer, en);

    expect(view.keyFacts[0]).toMatchObject({ term: "Fund size", note: "as of 31 Oct 2026" });
    expect(view.source).toBe(
      "As stated by DEMO in its delivery DEMO-20261118-01, with content of 18 November 2026. A figure with a date of its own shows it.",
    );
  });

  test("a false flag is a fact, not an absence", () => {
    const flags = fundView(fund("DEM00018"), onServer, en).groups.flatMap(({ facts }) => facts);

    expect(flags).toContainEqual({ term: "Exchange-traded fund", values: [{ text: "No" }] });
  });

  test("a deauthorised fund says when, why and what absorbed it", () => {
    const banner = fundView(fund("DEM00060"), onServer, en).deauthorised;

    expect(banner).toEqual({
      title: "This fund is no longer authorised",
      sentences: ["Deauthorised on 30 September 2026.", "Reason: merger.", "Last dealing date: 25 September 2026."],
      successor: { text: { text: "DEM00002" }, href: "/funds/DEM00002" },
      register: "/deauthorised",
    });
  });

  test("a date ahead is an announcement", () => {
    const banner = fundView(fund("DEM00060"), { ...onServer, today: "2026-09-29" }, en).deauthorised;

    expect(banner?.title).toBe("This fund will lose its authorisation");
    expect(banner?.sentences[0]).toBe("It will be deauthorised on 30 September 2026.");
  });

  test("columns that no share class fills are left out", () => {
    const titles = (fundId: string) =>
      fundView(fund(fundId), onServer, en).shareClasses.columns.map(({ title }) => title);

    expect(titles("DEM00054")).toContain("Listed on");
    expect(titles("DEM00018")).not.toContain("Listed on");
  });

  test("charges of nothing are nothing, not unknown", () => {
    const [first] = fund("DEM00018").shareClasses;
    const free = { ...fund("DEM00018"), shareClasses: [{ ...first, ongoingCharges: 0 } as Wire["ShareClassRecord"]] };

    const cells = fundView(free, onServer, en).shareClasses.rows[0]?.cells.map((cell) => cell?.value.text);

    expect(cells).toContain("0.00%");
  });
});

describe("documents", () => {
  const groups = documentGroups(fund("DEM00018").documents, onServer, en);

  test("come in the order of their types, superseded ones apart", () => {
    expect(groups.map(({ title }) => title)).toEqual(["Prospectus", "Product key facts", "Annual report"]);
    expect(groups[0]?.current).toHaveLength(1);
    expect(groups[0]?.earlierTitle).toBe("2 earlier versions");
  });

  test("that the provider withdrew stay in reach as earlier versions", () => {
    const [document] = fund("DEM00018").documents;
    const archived = { ...document, status: "archived" } as Wire["PublishedDocument"];

    const [group] = documentGroups([archived], onServer, en);

    expect([group?.current.length, group?.earlier.length]).toEqual([0, 1]);
  });

  test("link to the API's host by their checksum", () => {
    const document = groups[0]?.current[0];

    expect(document?.href).toBe(`http://api.example/api/v1/documents/${document?.sha256}.pdf`);
  });

  test("say so when they are not for this fund alone", () => {
    const [document] = fund("DEM00018").documents;
    const ofUmbrella = { ...document, appliesTo: [{ level: "umbrella", id: "U1" }] } as Wire["PublishedDocument"];

    expect(documentGroups([ofUmbrella], onServer, en)[0]?.current[0]?.appliesTo).toBe("for the whole umbrella");
  });

  test("are named in the language of the page", () => {
    const titles = documentGroups(fund("DEM00018").documents, onServer, zh).map(({ title }) => title);

    expect(titles).toEqual(["基金說明書", "產品資料概要", "年報"]);
  });

  test("of a type without a name come last, under their code", () => {
    const [document] = fund("DEM00018").documents;
    const odd = { ...document, documentType: "XYZ" } as Wire["PublishedDocument"];

    expect(documentGroups([odd, ...fund("DEM00018").documents], onServer, en).at(-1)?.title).toBe("XYZ");
  });
});

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

  test("a capped count is more than, not exactly", () => {
    expect(totalText({ value: 1000, relation: "gte" }, en)).toBe("More than 1,000 funds");
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

test("the register shows three ISINs and counts the rest", () => {
  const withMany = { ...summary(fund("DEM00060")), isins: ["A", "B", "C", "D", "E"] };

  const view = registerView({ ...list(), results: [withMany] }, EVERYTHING, en);

  expect(view.rows[0]).toMatchObject({ date: "30 September 2026", isins: ["A", "B", "C"], moreIsins: "and 2 more" });
});

test("a delivery that does not date its content is as fresh as its publication", () => {
  const undated = { ...(STATUS.lastDelivery as Wire["DeliveryStatus"]), contentDate: null };

  expect(freshnessView({ ...STATUS, lastDelivery: undated }, en).headline).toBe("Data as of 18 November 2026");
});

test("freshness names the delivery, or that there is none", () => {
  expect(freshnessView(STATUS, en).headline).toBe("Data as of 18 November 2026");
  expect(freshnessView({ ...STATUS, lastDelivery: null }, en)).toEqual({
    headline: "No delivery has been published yet.",
  });
});

test("a refusal names the filter as the page does", () => {
  const problem = {
    type: "",
    title: "",
    status: 400,
    detail: "",
    code: "invalid",
    parameter: "authorisationStatus",
    received: "odd",
    accepted: ["authorised"],
  };

  expect(problemView(problem, "/funds", en).sentences).toEqual([
    "“odd” cannot be used for Status.",
    "Accepted: authorised.",
  ]);
  expect(problemView({ ...problem, parameter: "cursor" }, "/funds", en).sentences[0]).toContain("Start again");
});

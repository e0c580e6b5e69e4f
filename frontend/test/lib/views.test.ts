import { describe, expect, test } from "vitest";
import { DOCUMENT_TYPES, STATUS } from "../../mock/fixtures.ts";
import { summary } from "../../mock/summary.ts";
import type { Wire } from "../../src/lib/api.ts";
import { EVERYTHING } from "../../src/lib/query.ts";
import { contextOf } from "../../src/lib/views/context.ts";
import { documentGroups } from "../../src/lib/views/documents.ts";
import { freshnessView } from "../../src/lib/views/freshness.ts";
import { fundView } from "../../src/lib/views/fund.ts";
import { problemView } from "../../src/lib/views/problem.ts";
import { registerView } from "../../src/lib/views/register.ts";

import { fund, list } from "./samples.ts";

const en = contextOf("en");
const zh = contextOf("zh-hant");
const onServer = {
  resolve: (url: string) => `http://api.example${url}`,
  documentTypes: DOCUMENT_TYPES,
  today: "2026-11-21",
  recorded: fund("DEM00018").publication,
};
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
    const values = {
      providerValue: "Wrong Ltd",
      correctedValue: "Right Ltd",
      reason: "typing error",
      since: "2026-11-20",
    };
    const corrections = ["/manCo", "/shareClasses/LU1/isin"].map((field) => ({ field, ...values }));

    const view = fundView({ ...fund("DEM00000"), corrections }, onServer, en);

    const facts = view.groups.flatMap(({ facts }) => facts);
    expect(facts.filter(({ corrected }) => corrected)).toMatchObject([
      {
        term: "Management company",
        corrected: "Since 20 November 2026; the provider states Wrong Ltd. Reason: typing error.",
      },
    ]);
    expect(view.corrections).toEqual([
      "Corrected since 20 November 2026: shareClasses › LU1 › isin. The provider states Wrong Ltd. Reason: typing error.",
    ]);
    expect(fundView(fund("DEM00000"), onServer, en).corrections).toEqual([]);
  });

  test("notices stand apart from the documents that describe the fund", () => {
    const [document] = fund("DEM00000").documents;
    const notice = { ...document, documentType: "NT" } as Wire["PublishedDocument"];

    const view = fundView(
      { ...fund("DEM00000"), documents: [notice, document as Wire["PublishedDocument"]] },
      onServer,
      en,
    );

    expect(view.notices.map(({ title }) => title)).toEqual(["Notice"]);
    expect(view.documents.map(({ title }) => title)).toEqual(["Prospectus"]);
  });

  test("every fact of a fund leads to a field, so that its source can be found", () => {
    const facts = fundView(fund("DEM00018"), onServer, en).groups.flatMap(({ facts }) => facts);

    expect(facts.filter(({ field }) => !field)).toEqual([]);
    expect(facts.filter(({ field }) => field && !(field in fund("DEM00018")))).toEqual([]);
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

    expect(flags).toContainEqual({ term: "Exchange-traded fund", values: [{ text: "No" }], field: "isEtf" });
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

test("the register shows three ISINs and counts the rest", () => {
  const withMany = { ...summary(fund("DEM00060")), isins: ["A", "B", "C", "D", "E"] };

  const view = registerView({ ...list(), results: [withMany] }, EVERYTHING, en);

  expect(view.rows[0]).toMatchObject({ date: "30 September 2026", isins: ["A", "B", "C"], moreIsins: "and 2 more" });
});

test("a delivery that does not date its content is as fresh as its publication", () => {
  const undated = { ...(STATUS.lastDelivery as Wire["DeliveryStatus"]), contentDate: null };

  expect(freshnessView({ ...STATUS, lastDelivery: undated }, en).headline).toBe("Data as of 19 November 2026");
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

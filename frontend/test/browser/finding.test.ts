import { expect } from "vitest";
import { FUNDS } from "../../mock/fixtures.ts";
import { journeysIn, place, title } from "./journeys.ts";
import { visiting } from "./visitor.ts";
import { worldOf } from "./worlds.ts";

const { everyWay, once } = journeysIn(() => worldOf("well"));

everyWay("half an English name leads to its fund", async (page) => {
  await page.goto("/");
  await page.getByLabel("Name, ISIN or fund number").fill("asia pac");
  await page.getByRole("button", { name: "Search" }).first().click();
  const link = page.locator("main .result__name a").first();
  const name = await link.innerText();

  await link.click();

  expect(name).toMatch(/Asia Pac/);
  expect(await title(page)).toBe(name);
});

everyWay("two Chinese characters lead to their fund", async (page) => {
  await page.goto("/zh-hant");
  await page.locator("#q").fill("收益");
  await page.locator("#search button").click();
  await page.locator("main .result__name a").first().click();

  expect(await title(page)).toContain("收益");
  expect(await page.locator("html").getAttribute("lang")).toBe("zh-Hant");
});

everyWay("a filter narrows the result and is taken away again", async (page) => {
  await page.goto("/funds");
  const all = await page.locator("#results-title").innerText();
  await page
    .locator("#filters")
    .getByLabel(/^Northgate/)
    .check();
  await page.getByRole("button", { name: "Apply" }).first().click();
  const narrowed = await page.locator("#results-title").innerText();

  await page
    .locator(".chip")
    .filter({ hasText: "Northgate" })
    .getByRole("link")
    .or(page.locator("a.chip"))
    .first()
    .click();

  expect(narrowed).not.toBe(all);
  expect(await page.locator("#results-title").innerText()).toBe(all);
});

everyWay("pages turn forward and back", async (page) => {
  await page.goto("/funds?q=fund");
  const first = await page.locator(".result__name").first().innerText();
  await page.locator("a[rel=next]").click();
  const second = await page.locator(".result__name").first().innerText();

  await page.locator("a[rel=prev]").click();

  expect(second).not.toBe(first);
  expect(await page.locator(".result__name").first().innerText()).toBe(first);
  expect(place(page)).toContain("q=fund");
});

everyWay("the newest funds come first where somebody wants them so", async (page) => {
  await page.goto("/funds?q=fund");

  await page.getByRole("link", { name: /newly authorised/i }).click();

  const newest = FUNDS.filter((fund) => !fund.deauthorisation)
    .map((fund) => fund.authorisationDate)
    .sort()
    .at(-1);
  const shown = await page.locator(".result code").first().innerText();
  expect(FUNDS.find((fund) => fund.fundId === shown)?.authorisationDate).toBe(newest);
});

everyWay("an ISIN with a slip leads to what was meant", async (page) => {
  const isin = FUNDS[18]?.shareClasses[0]?.isin ?? "";
  await page.goto("/funds");
  await page.locator("#q").fill(isin.slice(0, -1) + ((Number(isin.at(-1)) + 1) % 10));
  await page.locator("#search button").first().click();

  await page.getByRole("link", { name: isin }).click();

  expect(await page.locator(".result code").first().innerText()).toBe("DEM00018");
});

everyWay("a search that nothing answers says so and helps on", async (page) => {
  await page.goto("/funds?q=nothingofthiskind&fundCurrency=USD");

  await page
    .locator("main")
    .getByRole("link", { name: /without|clear|all/i })
    .first()
    .click();

  expect(place(page)).not.toContain("fundCurrency");
});

everyWay("a filter that the search can't read is explained, and the way on is there", async (page) => {
  await page.goto("/funds?authorisationStatus=odd");
  const said = await page.locator("main").innerText();

  await page.getByRole("link", { name: "Start again" }).first().click();

  expect(said).toContain("“odd” cannot be used for Status.");
  expect(place(page)).toBe("/funds");
});

everyWay("two funds are compared, and one is left out again", async (page) => {
  await page.goto("/funds?q=asia");
  await page.locator("input[name=id]").nth(0).check();
  await page.locator("input[name=id]").nth(1).check();
  await page.getByRole("button", { name: "Compare the chosen funds" }).click();
  expect(await title(page)).toBe("Compare funds");
  expect(await page.locator("thead th a[href*='/funds/']").count()).toBe(2);

  await page.locator(".compare-table__remove").first().click();

  expect(new URL(page.url()).searchParams.getAll("id")).toHaveLength(1);
});

everyWay("from a fund house to its funds", async (page) => {
  await page.goto("/houses");
  await page.getByRole("link", { name: "Northgate" }).click();
  await page.locator("main a[href*='fundGroupName=Northgate']").first().click();

  expect(await page.locator(".result__name").allInnerTexts()).toSatisfy((names: string[]) =>
    names.every((name) => name.startsWith("Northgate")),
  );
});

once("the address of a search shows the next visitor the same", async (page, { site }) => {
  await page.goto("/funds?q=fund");
  await page
    .locator("#filters")
    .getByLabel(/^Bond|^Fixed income/)
    .first()
    .check();
  await page.getByRole("button", { name: "Apply" }).first().click();
  const seen = await page.locator(".result__name").allInnerTexts();

  const theirs = await visiting({ javaScriptEnabled: false }, async (other) => {
    await other.goto(site.origin + place(page));
    return other.locator(".result__name").allInnerTexts();
  });

  expect(seen.length).toBeGreaterThan(0);
  expect(theirs).toEqual(seen);
});

once("the way back from a fund leads to the search as it was", async (page) => {
  await page.goto("/funds?q=asia&fundCurrency=USD");
  const seen = await page.locator(".result__name").allInnerTexts();
  await page.locator(".result__name a").last().click();

  await page.goBack();

  expect(await page.locator("#q").inputValue()).toBe("asia");
  expect(await page.locator(".result__name").allInnerTexts()).toEqual(seen);
});

once("a result can be had as a table", async (page) => {
  await page.goto("/funds?q=asia&fundCurrency=USD");

  const address = await page.locator(".results-foot a").getAttribute("href");

  expect(address).toMatch(/\/api\/v1\/funds\/\?search=asia&fundCurrency=USD.*format=csv/);
});

import { expect, test } from "vitest";
import { STATUS } from "../../mock/fixtures.ts";
import { HISTORY, TROUBLED } from "../../mock/service.ts";
import { contextOf } from "../../src/lib/views/context.ts";
import { daysView } from "../../src/lib/views/days.ts";
import { serviceView } from "../../src/lib/views/service.ts";

const en = contextOf("en");
const now = new Date();
const day = (date: string, service: "operational" | "outage") => ({ date, service, deliveries: 1 });

test("what goes on stands by itself, what is over among the earlier ones, and the admin's work nowhere", () => {
  const view = serviceView(TROUBLED, HISTORY, now, en);

  expect(view.state).toEqual({ text: "Something doesn’t work as it should", tone: "caution" });
  expect(view.troubles.map(({ status }) => status.text)).toEqual(["Works, but not as it should"]);
  expect(view.maintenance.map(({ status, scope }) => [status.text, scope])).toEqual([
    ["Planned", "Public site and API"],
  ]);
  expect(view.past?.maintained.map(({ status, text }) => [status.text, text.text])).toEqual([
    ["Completed", "We have moved."],
  ]);
  expect(view.past?.earlier.map(({ title, status }) => [title.text, status.text])).toEqual([
    ["Figures of one day were late", "Over"],
    ["The API did not answer", "Over"],
  ]);
});

test("a trouble that is announced for later isn't told as one that goes on", () => {
  const later = { ...TROUBLED.incidents[0], beganAt: "2999-01-01T00:00:00Z" } as (typeof TROUBLED.incidents)[0];

  expect(serviceView({ ...STATUS, incidents: [later] }, undefined, now, en).troubles).toEqual([]);
});

test("maintenance is planned, under way, or takes longer than was said", () => {
  const began = new Date(now.getTime() - 60_000).toISOString();
  const longer = { startsAt: began, endsAt: "2999-01-01T00:00:00Z" };
  const steps = [{}, { startsAt: began }, longer].flatMap((values) => {
    const maintenance = TROUBLED.maintenance.slice(0, 1).map((one) => ({ ...one, ...values }));
    return serviceView({ ...TROUBLED, maintenance }, undefined, now, en).maintenance;
  });

  expect(steps.map(({ status }) => [status.text, status.tone])).toEqual([
    ["Planned", "good"],
    ["Under way", "caution"],
    ["Takes longer than planned", "caution"],
  ]);
});

test("without its past the page tells the present", () => {
  const view = serviceView(STATUS, undefined, now, contextOf("zh-hant"));

  expect(view.state).toEqual({ text: "一切運作正常", tone: "good" });
  expect(view.past).toBeUndefined();
});

test("days are counted in words, and the worst are the highest", () => {
  const view = daysView([day("2026-11-21", "operational"), day("2026-11-22", "outage")], en);

  expect(view.summary).toBe("Days without a trouble: 1 of 2. With an outage: 1. The record began on 21 November 2026.");
  expect([view.from, view.to]).toEqual(["25 Aug 2026", "22 Nov 2026"]);
  expect(view.bars.map(({ path }) => path)).toEqual(["M880 32h7v8h-7z", "M890 0h7v40h-7z"]);
  expect(view.table.rows).toEqual([
    ["22 Nov 2026", "Outage", "1"],
    ["21 Nov 2026", "No trouble", "1"],
  ]);
});

test("90 days fill the row, and none says so", () => {
  const days = Array.from({ length: 90 }, (_, n) => day(`2026-01-${n}`, "operational"));

  expect(daysView(days, en).bars[0]?.path.startsWith("M0 32")).toBe(true);
  expect(daysView(days, en).summary).toBe("Days without a trouble: 90 of 90.");
  expect(daysView([], en)).toMatchObject({ bars: [], summary: "The record has no days yet." });
});

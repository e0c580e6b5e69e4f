/** Pages whose time is over: which of them are shown again, and what the API is asked for that. */
import { afterEach, expect, test } from "vitest";
import { type Answer, startMockApi } from "../../mock/api.ts";
import { startSite } from "./server.ts";

const FUND = "/funds/DEM00018";
const PAGES = [FUND, "/zh-hant/funds?q=gold"];
const BRIEFLY = { "Cache-Control": "public, max-age=1" };
const stops: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

/** The site before an API whose banners end soon, so that no page holds for long. */
async function world(edit = (_path: string, answer: Answer): Answer => answer) {
  const asked: string[] = [];
  const record = { state: "a" };
  const api = await startMockApi({
    bannersEnd: () => Date.now() + 1500,
    recordState: () => record.state,
    edit: (path, answer) => {
      asked.push(path);
      return edit(path, path === "/record/" ? { ...answer, headers: BRIEFLY } : answer);
    },
  });
  const site = await startSite({ API_URL: api.address });
  stops.push(site.stop, api.stop);
  const all = async (paths: readonly string[]) => {
    const answers = await Promise.all(paths.map((path) => site.get(path)));
    return answers.map(({ headers }) => [headers.get("X-Page"), headers.get("ETag")] as const);
  };
  return {
    all,
    record,
    stopApi: async () => void (await api.stop()),
    states: async (paths = PAGES) => (await all(paths)).map(([state]) => state),
    /** What the API was asked about funds since the last time. */
    askedOfFunds: () => asked.splice(0).filter((path) => path.startsWith("/funds/")),
    pass: () => new Promise((done) => setTimeout(done, 1100)),
  };
}

test("a page whose time is over is confirmed by the API, unless it tells the time; alone it stands in", async () => {
  const { all, pass, stopApi } = await world();
  const paths = [...PAGES, "/", "/status"];
  const before = await all(paths);
  await pass();

  const after = await all(paths);
  await stopApi();
  await pass();
  const alone = await all(paths);

  expect(before.map(([state]) => state)).toEqual(["miss", "miss", "miss", "miss"]);
  expect(after.map(([state]) => state)).toEqual(["confirmed", "confirmed", "confirmed", "miss"]);
  expect(after.map(([, etag]) => etag).slice(0, 3)).toEqual(before.map(([, etag]) => etag).slice(0, 3));
  expect(alone.map(([state]) => state)).toEqual(["stands in", "stands in", "stands in", "miss"]);
});

test("while the record is in the same state nothing is asked about its funds", async () => {
  const { askedOfFunds, pass, record, states } = await world();
  await states();
  expect(askedOfFunds()).toHaveLength(4); // A fund and its figures, a list and its facets.

  await pass();
  expect([await states(), askedOfFunds()]).toEqual([["confirmed", "confirmed"], []]);
  record.state = "b";
  await pass();
  expect(await states()).toEqual(["confirmed", "confirmed"]);
  expect(askedOfFunds()).toHaveLength(4);
  await pass();
  expect([await states(), askedOfFunds()]).toEqual([["confirmed", "confirmed"], []]);
});

test("a page of which the API says something else now is made anew, and so is one of which nobody says when it holds", async () => {
  const said = { name: "Gold" };
  const { askedOfFunds, pass, record, states } = await world((path, answer) => {
    if (path === "/record/") return { ...answer, status: 404, body: "{}" };
    return path.startsWith("/funds/") ? { ...answer, body: answer.body.replaceAll("Gold", said.name) } : answer;
  });
  await states();

  await pass();
  askedOfFunds();
  expect(await states()).toEqual(["confirmed", "confirmed"]);
  expect(askedOfFunds()).toHaveLength(4);
  [said.name, record.state] = ["Silver", "b"];
  await pass();
  expect(await states()).toContain("miss");
});

test("a page that lacks a part is made anew", async () => {
  const { pass, states } = await world((path, answer) =>
    path.endsWith("/figures/") ? { ...answer, status: 500, body: "{}" } : answer,
  );
  await states([FUND]);

  await pass();

  expect(await states([FUND])).toEqual(["miss"]);
});

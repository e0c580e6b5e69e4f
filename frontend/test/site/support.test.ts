import { afterAll, beforeAll, expect, test } from "vitest";
import { startMockApi } from "../../mock/api.ts";
import { type Site, startSite } from "./server.ts";

let api: Awaited<ReturnType<typeof startMockApi>>;
let site: Site;

beforeAll(async () => {
  api = await startMockApi();
  site = await startSite({ API_URL: api.address });
});

afterAll(async () => {
  await site.stop();
  await api.stop();
});

const SAID = { form: "form", category: "fund", description: "Is it right?", email: "ann@example.org", website: "" };
const send = (path: string, fields: Record<string, string>, headers = { Origin: site.origin }) =>
  site.submit(path, fields, headers);

test("the form knows which fund it is about, and no cache keeps it", async () => {
  const answer = await site.get("/support?fund=DEM00018");
  const html = await answer.text();

  expect(answer.headers.get("Cache-Control")).toBe("no-store");
  expect(html).toContain('name="fundId" value="DEM00018"');
  expect(html).toContain('<option value="fund" selected>');
});

test("what isn't a fund's number is left out", async () => {
  expect(await (await site.get("/support?fund=%3Cscript%3E")).text()).not.toContain("script>");
});

test.each(["", "/zh-hant"])("whoever sends it is led to a page with the number (%s)", async (prefix) => {
  const answer = await send(`${prefix}/support`, SAID);
  const onward = answer.headers.get("Location") ?? "";

  expect([answer.status, onward]).toEqual([303, `${prefix}/support/sent?number=FR-2026-0001`]);
  expect(await (await site.get(onward)).text()).toContain("<strong>FR-2026-0001</strong>");
});

test.each([
  [{ email: "ann" }, "Give an e-mail address"],
  [{ description: " " }, "Write your question."],
  [{ form: "old" }, "This form was open for too long"],
  [{ website: "https://spam.example" }, "We couldn’t take this."],
])("with %o it comes back with its words and the reason", async (wrong, reason) => {
  const answer = await send("/support", { ...SAID, ...wrong });
  const html = await answer.text();

  expect(answer.status).toBe(400);
  expect(html).toContain(reason);
  expect(html).toContain(`value="${{ ...SAID, ...wrong }.email}"`);
});

test("its secret link shows a request, and neither caches, indexes nor logs have it", async () => {
  const answer = await site.get("/support/request?key=mine");
  const html = await answer.text();

  expect(html).toContain("Which page is it on?");
  expect(html).toContain("&lt;b&gt;odd&lt;/b&gt;");
  expect(html).toContain('<meta name="robots" content="noindex">');
  expect(answer.headers.get("Cache-Control")).toBe("no-store");
  expect(JSON.stringify(site.log())).not.toContain("mine");
  expect((await site.get("/support/request?key=other")).status).toBe(404);
});

test("a reply leads back to the request, and one that isn't taken says so", async () => {
  const taken = await send("/support/request", { key: "mine", text: "On the first." });
  const refused = await send("/support/request", { key: "mine", text: "late" });

  expect([taken.status, taken.headers.get("Location")]).toEqual([303, "/support/request?key=mine#messages"]);
  expect(refused.status).toBe(400);
  expect(await refused.text()).toContain("the request is closed");
});

test.each(["/support", "/support/request"])("forms of other sites are refused at %s", async (path) => {
  expect((await send(path, SAID, { Origin: "https://other.example" })).status).toBe(403);
});

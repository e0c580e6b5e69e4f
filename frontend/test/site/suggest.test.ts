import { gzipSync } from "node:zlib";
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

const suggested = async (path: string) => (await site.get(path)).json();

test("what is typed is answered with a few funds, in the language of the page", async () => {
  const [english, chinese] = await Promise.all([
    suggested("/suggest?q=harbour"),
    suggested("/zh-hant/suggest?q=DEM00001"),
  ]);

  expect(english[0]).toMatchObject({ fundId: "DEM00000", href: "/funds/DEM00000" });
  expect(chinese).toEqual([
    { name: "Northgate Asia Pacific Dividend Fund", lang: "en", fundId: "DEM00001", href: "/zh-hant/funds/DEM00001" },
  ]);
  expect((await suggested("/suggest?q=fund")).length).toBe(6);
});

test("one letter isn't asked for, nor is there anything in a language that doesn't exist", async () => {
  expect(await suggested("/suggest?q=h")).toEqual([]);
  expect((await site.get("/fr/suggest?q=harbour")).status).toBe(404);
});

test("a visitor over quota and a site without an API get nothing but the reason", async () => {
  const busy = await startMockApi({ overQuota: new Set(["127.0.0.1"]) });
  const over = await startSite({ API_URL: busy.address, API_KEY: "k", TRUSTED_PROXIES: "0" });
  const alone = await startSite({ API_URL: "http://127.0.0.1:1/api/v1" });

  const statuses = [await over.get("/suggest?q=fund"), await alone.get("/suggest?q=fund")].map(({ status }) => status);

  expect(statuses).toEqual([429, 502]);
  await Promise.all([over.stop(), alone.stop(), busy.stop()]);
});

test("the script is a file of its own and no larger than two kilobytes", async () => {
  const html = await (await site.get("/")).text();
  const [, address = ""] = /<script type="module" src="([^"]+)"/.exec(html) ?? [];

  const script = Buffer.from(await (await site.get(address)).arrayBuffer());

  expect(script.toString()).toContain("combobox");
  expect(gzipSync(script).byteLength).toBeLessThan(2048);
});

import { afterAll, beforeAll, expect, test } from "vitest";
import { startMockApi } from "../../mock/api.ts";
import { FUNDS } from "../../mock/fixtures.ts";
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

const page = async (path: string) => (await site.get(path)).text();
const [current, superseded] = (FUNDS[18]?.documents ?? []).map(({ sha256 }) => sha256);

test("a fund's document leads to all that is known of the file, and from there back", async () => {
  expect(await page("/funds/DEM00018")).toContain(`href="/documents/${current}"`);

  const html = await page(`/documents/${current}`);

  expect(html).toContain("<h1>Prospectus 2026</h1>");
  expect(html).toContain('<a href="/funds/DEM00018">Lantau Peak Multi Asset Income Fund</a>');
  expect(html).toMatch(/\/api\/v1\/documents\/[0-9a-f]{64}\.pdf/);
});

test("a superseded file leads to its successor", async () => {
  expect(await page(`/zh-hant/documents/${superseded}`)).toContain(`href="/zh-hant/documents/${current}"`);
});

test.each(["0".repeat(64), "abc", "..%2Fstatus"])("the file %s is not found", async (sha256) => {
  expect((await site.get(`/documents/${sha256}`)).status).toBe(404);
});

test("a checksum is verified without a script", async () => {
  const [yes, once, no] = await Promise.all([
    page(`/verify?sha256=${current?.toUpperCase()}`),
    page(`/verify?sha256=${superseded}`),
    page(`/verify?sha256=${"0".repeat(64)}`),
  ]);

  expect(yes).toContain("Yes, this file was published here and still stands");
  expect(yes).toContain(`href="/documents/${current}"`);
  expect(once).toContain("but no longer stands");
  expect(no).toContain("never published here");
});

test("what is no checksum is explained beside the field", async () => {
  const response = await site.get("/verify?sha256=abc");

  expect(response.status).toBe(400);
  expect(await response.text()).toMatch(/id="sha256-error"[^]*value="abc"[^]*aria-invalid="true"/);
});

test("the script that hashes files is a small file of its own", async () => {
  const html = await page("/verify");
  const [, address = ""] = /<script type="module" src="(\/_astro\/[^"]+)"><\/script>/.exec(html) ?? [];

  const script = await page(address);

  expect(html).not.toMatch(/<script>|<style|\sstyle=/);
  expect(script).toContain("SHA-256");
  expect(script.length).toBeLessThan(2048);
});

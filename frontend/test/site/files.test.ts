import { afterAll, beforeAll, expect, test } from "vitest";
import { type Site, startSite } from "./server.ts";

let site: Site;

beforeAll(async () => {
  site = await startSite({ API_URL: "http://127.0.0.1:1/api/v1" });
});

afterAll(() => site.stop());

test("a style is kept for ever, and whoever has it is told so", async () => {
  const [path = ""] = /\/_astro\/[^"]+\.css/.exec(await (await site.get("/status")).text()) ?? [];

  const style = await site.get(path);
  const again = await site.get(path, { "If-None-Match": style.headers.get("ETag") ?? "" });

  expect(style.headers.get("Content-Type")).toBe("text/css; charset=utf-8");
  expect(style.headers.get("Cache-Control")).toBe("public, max-age=31536000, immutable");
  expect(await style.text()).toContain("{");
  expect([again.status, await again.text()]).toEqual([304, ""]);
});

test("the head of a file tells its length and has no body", async () => {
  const head = await site.head("/favicon.svg");

  expect(Number(head.headers.get("Content-Length"))).toBeGreaterThan(100);
  expect([head.headers.get("Content-Type"), await head.text()]).toEqual(["image/svg+xml", ""]);
});

test.each(["/_astro/../../server/entry.mjs", "/_astro/%2e%2e/%2e%2e/server/entry.mjs", "/server/entry.mjs"])(
  "nothing beside the public files is served (%s)",
  async (path) => {
    const answer = await site.get(path);

    expect(answer.headers.get("Content-Type")).toContain("text/html");
  },
);

test("a body that is too long is not read to its end", async () => {
  const answer = await site.submit("/support", { description: "x".repeat(70_000) }, { Origin: site.origin });

  expect(answer.status).toBeGreaterThanOrEqual(400);
});

test("the site keeps an idle line for longer than the proxy before it does", async () => {
  const answer = await site.get("/favicon.svg");

  expect(answer.headers.get("Keep-Alive")).toBe("timeout=75");
});

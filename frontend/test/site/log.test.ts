import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Site, startSite } from "./server.ts";

const asked: IncomingHttpHeaders[] = [];
const api = createServer((request, response) => {
  asked.push(request.headers);
  response.writeHead(503).end();
});
let site: Site;

beforeAll(async () => {
  await new Promise<void>((done) => api.listen(0, "127.0.0.1", done));
  const { port } = api.address() as AddressInfo;
  site = await startSite({
    API_URL: `http://127.0.0.1:${port}/api/v1`,
    PUBLIC_API_URL: "https://api.funds.example",
    API_KEY: "only-for-tests",
    TRUSTED_PROXIES: "1",
  });
});

afterAll(async () => {
  await site.stop();
  await new Promise((done) => (api.closeAllConnections(), api.close(done)));
});

test("one id leads from the visitor's answer through our log to whatever the API was asked for it", async () => {
  const before = asked.length;

  const answer = await site.get("/funds/DEM00018?words=private", {
    "X-Request-ID": "id-of-the-proxy",
    "X-Forwarded-For": "198.51.100.1",
  });

  const line = site.log().find((one) => one["http.request.id"] === "id-of-the-proxy");
  expect(answer.headers.get("X-Request-ID")).toBe("id-of-the-proxy");
  expect(asked.length).toBeGreaterThan(before);
  expect(new Set(asked.slice(before).map((headers) => headers["x-request-id"]))).toEqual(new Set(["id-of-the-proxy"]));
  expect(line).toMatchObject({
    message: "request.answered",
    "service.name": "site",
    "trace.id": "id-of-the-proxy",
    "event.dataset": "site.access",
    "http.request.method": "GET",
    "url.path": "/funds/DEM00018",
    "http.response.status_code": 502,
  });
  expect(JSON.stringify(line)).not.toMatch(/private|198\.51/);
});

test("an API whose visitors come by https is asked as if we did, too", async () => {
  await site.get("/faq");

  expect(new Set(asked.map((headers) => headers["x-forwarded-proto"]))).toEqual(new Set(["https"]));
});

test("a link that opens something by itself is not written down", async () => {
  const token = "q7JrZpL0cXvB4nM2wTs8yKd6HfGa1EuR";

  await site.get(`/funds/${token}`, { "X-Request-ID": "id-with-a-token" });

  const line = site.log().find((one) => one["http.request.id"] === "id-with-a-token");
  expect(line?.["url.path"]).toBe("/funds/(secret)");
});

test("whoever only looks whether we live fills no log", async () => {
  await site.get("/healthz", { "X-Request-ID": "id-of-a-probe" });

  expect(site.log().map((one) => one["http.request.id"])).not.toContain("id-of-a-probe");
});

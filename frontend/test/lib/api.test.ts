import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { afterEach, expect, test } from "vitest";
import { startMockApi } from "../../mock/api.ts";
import { withTags } from "../../src/cache/tags.ts";
import { createApi } from "../../src/lib/api.ts";
import { EVERYTHING, parseSearch } from "../../src/lib/query.ts";

const running: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const stop of running.splice(0)) await stop();
});

async function mock() {
  const api = await startMockApi();
  running.push(api.stop);
  return createApi({ baseUrl: api.address });
}

async function serve(listener: RequestListener, timeoutMs = 3000, key = "", visitor = "") {
  const server: Server = createServer(listener);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  running.push(() => new Promise((done) => (server.closeAllConnections(), server.close(() => done()))));
  const { port } = server.address() as AddressInfo;
  return createApi({ baseUrl: `http://127.0.0.1:${port}/api/v1`, timeoutMs, key, visitor });
}

test("words and repeated filters reach the API", async () => {
  const api = await mock();

  const answer = await api.funds(
    parseSearch(new URLSearchParams("q=asia&fundGroupName=Northgate&fundGroupName=Osprey Global")),
  );

  const names = answer.ok ? answer.data.results.map((fund) => fund.legalFundNameOnly.en) : [];
  expect(names).toEqual(["Northgate Asia Pacific Dividend Fund", "Osprey Global Asia Pacific Dividend Fund"]);
});

test("the server's key goes with each question, and no key without one", async () => {
  const said: (string | undefined)[] = [];
  const listener: RequestListener = (request, response) => (said.push(request.headers.authorization), response.end());

  await (await serve(listener, 3000, "key-of-the-site")).status();
  await (await serve(listener)).status();

  expect(said).toEqual(["Bearer key-of-the-site", undefined]);
});

test("the visitor for whom the server asks is named to whoever gave it a key, and to nobody else", async () => {
  const said: unknown[] = [];
  const listener: RequestListener = (request, response) => (
    said.push(request.headers["x-visitor-address"]),
    response.end()
  );

  await (await serve(listener, 3000, "key-of-the-site", "198.51.100.1")).status();
  await (await serve(listener, 3000, "", "198.51.100.1")).status();

  expect(said).toEqual(["198.51.100.1", undefined]);
});

test("a visitor over quota is told from an API that is away", async () => {
  const api = await serve((_, response) => response.writeHead(429, { "Retry-After": "12" }).end("{}"));

  expect(await api.status()).toEqual({ ok: false, failure: { kind: "busy" } });
});

test.each([
  ["a visitor's quota", "key-of-the-site", "198.51.100.1", true],
  ["the quota of the site", "key-of-the-site", "", false],
  ["the quota of a site without a key", "", "198.51.100.1", false],
])("whether a page is what it is because of its visitor: %s", async (_whose, key, visitor, expected) => {
  const api = await serve((_, response) => response.writeHead(429).end("{}"), 3000, key, visitor);

  expect((await withTags(() => api.status())).isOverQuota).toBe(expected);
});

test("an unknown fund is not found", async () => {
  const api = await mock();

  expect(await api.fund("NOPE1")).toEqual({ ok: false, failure: { kind: "notFound" } });
});

test("what cannot be a fund number is not asked for", async () => {
  let asked = 0;
  const api = await serve((_, response) => (asked++, response.end()));

  expect(await api.fund("../status")).toEqual({ ok: false, failure: { kind: "notFound" } });
  expect(asked).toBe(0);
});

test("a refused parameter comes back with its reason", async () => {
  const api = await mock();

  const answer = await api.funds(parseSearch(new URLSearchParams("authorisationStatus=odd")));

  expect(answer).toMatchObject({
    ok: false,
    failure: { kind: "invalid", problem: { parameter: "authorisationStatus", received: "odd" } },
  });
});

test("a server that is not there is unavailable", async () => {
  const api = createApi({ baseUrl: "http://127.0.0.1:1/api/v1" });

  expect(await api.status()).toEqual({ ok: false, failure: { kind: "unavailable" } });
});

test("one gateway error is tried again, a second is believed", async () => {
  const statuses = [503, 200, 503, 503];
  const api = await serve((_, response) => {
    response.writeHead(statuses.shift() ?? 500, { "Content-Type": "application/json" }).end("{}");
  });

  expect((await api.facets(EVERYTHING)).ok).toBe(true);
  expect(await api.facets(EVERYTHING)).toEqual({ ok: false, failure: { kind: "unavailable" } });
});

test("an API that has closed all its open connections is asked on a new one", async () => {
  const known = new Set<Socket>();
  const open: (() => void)[] = [];
  const answerOnce: RequestListener = ({ socket }, response) => {
    if (known.has(socket)) {
      socket.destroy();
      return;
    }
    known.add(socket);
    open.push(() => response.writeHead(404).end("{}"));
    if (known.size >= 2) for (const answer of open.splice(0)) answer();
  };
  const api = await serve(answerOnce);
  await Promise.all([api.fund("DEM00001"), api.fund("DEM00002")]);

  expect(await api.fund("DEM00003")).toEqual({ ok: false, failure: { kind: "notFound" } });

  expect(known.size).toBe(3);
});

test("an error of the API itself is not tried again", async () => {
  let asked = 0;
  const api = await serve((_, response) => (asked++, response.writeHead(500).end("oops")));

  expect(await api.status()).toEqual({ ok: false, failure: { kind: "unavailable" } });
  expect(asked).toBe(1);
});

test("an API that never answers is unavailable, and asked once", async () => {
  let asked = 0;
  const api = await serve(() => asked++, 50);

  expect(await api.status()).toEqual({ ok: false, failure: { kind: "unavailable" } });
  expect(asked).toBe(1);
});

test("an answer that is not JSON is unavailable", async () => {
  const api = await serve((_, response) =>
    response.writeHead(200, { "Content-Type": "application/json" }).end("<html>"),
  );

  expect(await api.status()).toEqual({ ok: false, failure: { kind: "unavailable" } });
});

test("the types of documents are asked for once, also by blocks that are made at the same time", async () => {
  const types = {
    results: [{ code: "AR", name: { en: "Annual report", "zh-Hant": "年報" }, isExpected: true, isRetired: false }],
  };
  let asked = 0;
  const api = await serve((_request, response) => {
    asked += 1;
    response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify(types));
  });

  const both = await Promise.all([api.documentTypes(), api.documentTypes()]);
  const later = await api.documentTypes();

  expect([...both, later]).toEqual([types.results, types.results, types.results]);
  expect(asked).toBe(1);
});

test("there are no types of documents while nobody names them", async () => {
  const api = await serve((_request, response) => response.writeHead(500).end());

  expect(await api.documentTypes()).toEqual([]);
});

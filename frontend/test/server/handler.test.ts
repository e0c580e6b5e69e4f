import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { App } from "../../src/server/astro.ts";
import { handlerOf } from "../../src/server/handler.ts";

const app: App = {
  render: () => Promise.resolve(new Response(null, { status: 303, headers: { Location: "/help/a\u0001b" } })),
};
let server: Server;

beforeAll(async () => {
  server = createServer(handlerOf(app, new Map())).listen(0, "127.0.0.1");
  await once(server, "listening");
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

test("what makes no page is refused with what does", async () => {
  const { port } = server.address() as AddressInfo;

  const answer = await fetch(`http://127.0.0.1:${port}/funds/`, { method: "DELETE" });

  expect([answer.status, answer.headers.get("Allow")]).toEqual([405, "GET, HEAD, POST"]);
});

test("an answer that HTTP can't write is a failure, and the next request is answered too", async () => {
  const { port } = server.address() as AddressInfo;
  const ask = () => fetch(`http://127.0.0.1:${port}/help/a%01b/feedback`, { method: "POST", redirect: "manual" });

  const answers = [await ask(), await ask()];

  expect(answers.map(({ status, headers }) => [status, headers.get("Location")])).toEqual([
    [500, null],
    [500, null],
  ]);
});

import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { App } from "../../src/server/astro.ts";
import { LONGEST_BODY } from "../../src/server/body.ts";
import { handlerOf } from "../../src/server/handler.ts";

const NAMES = ["Content-Type", "Cache-Control", "X-Content-Type-Options"];

const app: App = {
  render: async (request) => {
    const { pathname } = new URL(request.url);
    if (pathname === "/fails") throw new Error("no page");
    if (pathname === "/support") return new Response(await request.text());
    return new Response(null, { status: 303, headers: { Location: "/help/a\u0001b" } });
  },
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

const FORM = { method: "POST", duplex: "half" };
const MUCH = "a".repeat(LONGEST_BODY + 1);

test.each<[string, () => BodyInit]>([
  ["said beforehand", () => MUCH],
  ["not said", () => new Blob([MUCH]).stream()],
])("more than a form is refused, its length %s, and the next one on the same line is taken", async (_, body) => {
  const { port } = server.address() as AddressInfo;
  const send = (sent: BodyInit) => fetch(`http://127.0.0.1:${port}/support`, { ...FORM, body: sent });

  const statuses = [(await send(body())).status, (await send("a".repeat(LONGEST_BODY))).status];

  expect(statuses).toEqual([413, 200]);
});

test.each([
  ["POST", "/support", 413],
  ["GET", "/%ff", 400],
  ["GET", "/fails", 500],
  ["DELETE", "/", 405],
])("%s %s is refused with words that nobody keeps or takes for a page", async (method, path, status) => {
  const { port } = server.address() as AddressInfo;
  const body = method === "POST" ? { body: MUCH } : {};

  const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method, ...body });

  expect([answer.status, ...NAMES.map((name) => answer.headers.get(name))]).toEqual([
    status,
    "text/plain; charset=utf-8",
    "no-store",
    "nosniff",
  ]);
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

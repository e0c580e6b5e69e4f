import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { endGently } from "../../src/server/ending.ts";

test("who was let in is answered to the end, and nobody is let in after it", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const asked = once(server, "request");
  const underWay = fetch(address);
  const [, answer] = (await asked) as [unknown, ServerResponse];

  const ended = new Promise<void>((resolve) => endGently(server, resolve));
  const late = await fetch(address).catch(() => "refused");
  answer.end("whole");

  expect(late).toBe("refused");
  expect(await (await underWay).text()).toBe("whole");
  await ended;
});

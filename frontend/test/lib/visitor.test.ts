import { expect, test } from "vitest";
import { addressOf, becauseOf, idFor, requestId, visitor } from "../../src/lib/visitor.ts";

test("without proxies of ours a visitor is who connects, whatever it claims", () => {
  expect(addressOf("198.51.100.1", "203.0.113.9", "0")).toBe("198.51.100.1");
});

test("behind proxies of ours a visitor is whom the outermost of them saw", () => {
  const addresses = ["1", "2", "3"].map((proxies) => addressOf("10.0.0.1", "203.0.113.9, 198.51.100.1", proxies));

  expect(addresses).toEqual(["198.51.100.1", "203.0.113.9", ""]);
});

test("nobody is a visitor while it isn't said how many proxies there are", () => {
  expect([addressOf("10.0.0.1", "203.0.113.9", undefined), addressOf("10.0.0.1", null, "")]).toEqual(["", ""]);
});

test("work is done for its own visitor, however it is mixed with that for others", async () => {
  const seen = await Promise.all(
    ["one", "two"].map((address) =>
      becauseOf({ visitor: address, requestId: `id-of-${address}` }, async () => {
        await Promise.resolve();
        return [visitor(), requestId()];
      }),
    ),
  );

  expect([...seen, [visitor(), requestId()]]).toEqual([
    ["one", "id-of-one"],
    ["two", "id-of-two"],
    ["", ""],
  ]);
});

test("an id that came with a request is kept when it is sane", () => {
  const ids = ["id-of-a-proxy.1", "short", "with a line\tin it", undefined].map((proposed) =>
    idFor(new Request("http://site.example/", { headers: proposed ? { "X-Request-ID": proposed } : {} })),
  );

  expect(ids[0]).toBe("id-of-a-proxy.1");
  for (const made of ids.slice(1)) expect(made).toMatch(/^[0-9a-f-]{36}$/);
});

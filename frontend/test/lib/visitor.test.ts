import { expect, test } from "vitest";
import { addressOf, forVisitor, visitor } from "../../src/lib/visitor.ts";

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
      forVisitor(address, async () => {
        await Promise.resolve();
        return visitor();
      }),
    ),
  );

  expect([...seen, visitor()]).toEqual(["one", "two", ""]);
});

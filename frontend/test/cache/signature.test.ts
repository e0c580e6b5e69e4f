import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { Ear } from "../../src/cache/signature.ts";

const KEY = "only-for-tests-and-at-least-forty-characters";
const NOW = 1_800_000_000;

function signed(body: string, { id = "msg_1", at = NOW, key = KEY } = {}) {
  const signature = createHmac("sha256", key).update(`${id}.${at}.${body}`).digest("base64");
  const headers = new Headers({
    "webhook-id": id,
    "webhook-timestamp": String(at),
    "webhook-signature": `v1,${signature}`,
  });
  return { headers, body };
}

test("the back end is believed once", () => {
  const ear = new Ear(KEY);

  expect(ear.believes(signed("{}"), NOW)).toBe(true);
  expect(ear.believes(signed("{}"), NOW)).toBe(false);
  expect(ear.believes(signed("{}", { id: "msg_2" }), NOW)).toBe(true);
});

test.each([
  ["another body", { ...signed("{}"), body: '{"tags":["*"]}' }],
  ["another secret", signed("{}", { key: "guessed" })],
  ["an old message", signed("{}", { at: NOW - 301 })],
  ["a message from tomorrow", signed("{}", { at: NOW + 301 })],
  ["no signature", { headers: new Headers(), body: "{}" }],
])("%s is not believed", (_, message) => {
  expect(new Ear(KEY).believes(message, NOW)).toBe(false);
});

test("without a secret nobody is believed", () => {
  expect(new Ear("").believes(signed("{}", { key: "" }), NOW)).toBe(false);
});

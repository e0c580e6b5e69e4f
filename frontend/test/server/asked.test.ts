import type { IncomingMessage } from "node:http";
import { expect, test } from "vitest";
import { addressOf, askedOf } from "../../src/server/asked.ts";

test.each([
  ["/funds/DEM00001?q=a%20b", "/funds/DEM00001?q=a%20b"],
  ["/%66unds/DEM00001", "/funds/DEM00001"],
  ["/%2566unds/DEM00001", "/funds/DEM00001"],
  ["//funds//DEM00001", "/funds/DEM00001"],
  ["/%5C%5Chost.example/funds", "/host.example/funds"],
  ["/zh-hant/../funds/%2e%2e/documents", "/documents"],
  ["/100%25", "/100%"],
  ["/基金", "/%E5%9F%BA%E9%87%91"],
  ["/funds/DEM00001?utm_source=mail", "/funds/DEM00001"],
  ["/funds?utm_source=mail&q=utm_source&fbclid=a%26b&sort=name&gclid", "/funds?q=utm_source&sort=name"],
  ["/funds?my_utm_source=mail", "/funds?my_utm_source=mail"],
])("%s is written as %s, for the gate and for Astro alike", (written, path) => {
  const url = addressOf(written);

  expect((url?.pathname ?? "") + (url?.search ?? "")).toBe(path);
});

test.each(["", "*", "http://host.example/funds", "/%E0%A4%A", `/%25${"25".repeat(20)}66`])(
  "%s is no address",
  (written) => {
    expect(addressOf(written)).toBeUndefined();
  },
);

test.each(["%09", "%0A", "%0D"])("what an address drops hides no letter of it (%s)", (dropped) => {
  expect(addressOf(`/%25${dropped}66unds/DEM00001`)).toBeUndefined();
  expect(addressOf(`/fun${dropped}ds/DEM00001`)).toBeUndefined();
});

test("a request to be sent back as it came is none of ours", () => {
  const asked = (method: string) => askedOf({ method, url: "/funds", headers: {} } as IncomingMessage);

  expect(asked("TRACE")).toBeUndefined();
  expect(asked("GET")?.url.pathname).toBe("/funds");
});

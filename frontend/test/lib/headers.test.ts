import { expect, test } from "vitest";
import { cacheControl, matchesEtag, SECURITY_HEADERS, weakEtag } from "../../src/lib/headers.ts";

test("the policy allows nothing inline and no other host", () => {
  expect(SECURITY_HEADERS["Content-Security-Policy"]).not.toMatch(/unsafe|http|nonce|\*/);
});

test("the same page has the same validator, another page another", () => {
  expect(weakEtag("a")).toBe(weakEtag("a"));
  expect(weakEtag("a")).not.toBe(weakEtag("b"));
});

test.each([
  ['W/"x"', true],
  ['"x"', true],
  ['"y", W/"x"', true],
  ["*", true],
  ['"y"', false],
  [null, false],
])("If-None-Match %s", (header, matches) => {
  expect(matchesEtag(header, 'W/"x"')).toBe(matches);
});

test("a broken page is never kept", () => {
  expect(cacheControl(502)).toBe("no-store");
  expect(cacheControl(200)).toContain("s-maxage=60");
});

import { expect, test } from "vitest";
import {
  cacheControl,
  matchesEtag,
  movedTo,
  previewHeaders,
  securityHeaders,
  weakEtag,
} from "../../src/lib/headers.ts";

const IMAGES = "https://api.example";

test("the policy allows nothing inline, no frame, and no other host but for images", () => {
  const headers = securityHeaders({ images: IMAGES, admin: "https://admin.example" });

  expect(headers["Content-Security-Policy"]?.replace(`img-src 'self' ${IMAGES};`, "")).not.toMatch(
    /unsafe|http|nonce|\*/,
  );
  expect(headers["X-Frame-Options"]).toBe("DENY");
});

test("a draft may be framed by the admin alone, and is kept and found by nobody", () => {
  const headers = previewHeaders({ images: IMAGES, admin: "https://admin.example" });

  expect(headers["Content-Security-Policy"]).toContain("frame-ancestors https://admin.example");
  expect(headers["Content-Security-Policy"]).not.toMatch(/unsafe|nonce|\*/);
  expect(headers).not.toHaveProperty("X-Frame-Options");
  expect(headers).toMatchObject({ "Cache-Control": "no-store", "Referrer-Policy": "no-referrer" });
});

test("without an admin nobody frames a draft", () => {
  expect(previewHeaders({})["Content-Security-Policy"]).toContain("frame-ancestors 'none'");
});

test("the way to a page that moved is an address, with the query as it was sent", () => {
  expect(movedTo({ path: "/關於", isPermanent: true }, "?cursor=a%20b").headers.get("Location")).toBe(
    "/%E9%97%9C%E6%96%BC?cursor=a%20b",
  );
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

test("a broken page is never kept, a good one no longer than its banners hold, and none is served stale", () => {
  expect(cacheControl(502, 30)).toBe("no-store");
  expect(cacheControl(200, 30)).toBe("public, max-age=0, s-maxage=30, must-revalidate");
  expect(cacheControl(200, 2)).toContain("s-maxage=2,");
  expect(cacheControl(404, 30)).toContain("s-maxage=10,");
  expect(cacheControl(200)).toContain("s-maxage=0,");
});

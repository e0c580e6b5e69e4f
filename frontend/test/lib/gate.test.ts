import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Api } from "../../src/lib/api.ts";
import { passage } from "../../src/lib/gate/gate.ts";
import { Memory } from "../../src/lib/gate/memory.ts";
import {
  cookieOf,
  gatedPaths,
  isFromHere,
  isGated,
  isReader,
  localNext,
  receiptIn,
  withReceipt,
} from "../../src/lib/gate/rules.ts";
import { createAcceptances, digestOf, disclaimer } from "../../mock/disclaimer.ts";

const RECEIPT = "6f1b3f0e-5c1d-4d0a-9a55-2f0f6f3f8a41";
const BROWSER = { Accept: "text/html,application/xhtml+xml", "User-Agent": "Mozilla/5.0" };
const SITE = "https://funds.example";

test("pages below the gated beginnings are gated in each language, lists above them aren't", () => {
  for (const path of ["/funds/DEM00001", "/zh-hant/funds/DEM00001", "/documents/abc"]) expect(isGated(path)).toBe(true);
  for (const path of ["/", "/funds", "/funds/", "/zh-hant/funds", "/legal/terms"]) expect(isGated(path)).toBe(false);
});

test("a setting says what is gated", () => {
  expect(gatedPaths(" /news/ , ")).toEqual(["/news/"]);
  expect(isGated("/funds/DEM00001", gatedPaths(""))).toBe(false);
});

test.each([
  ["a browser", "GET", BROWSER, true],
  ["a crawler", "GET", { ...BROWSER, "User-Agent": "Mozilla/5.0 (compatible; Examplebot/2.1)" }, false],
  ["a program", "GET", { Accept: "*/*" }, false],
  ["a feed reader", "GET", { Accept: "application/atom+xml" }, false],
  ["a link checker", "HEAD", BROWSER, false],
])("whether %s is a reader", (_who, method, headers, expected) => {
  expect(isReader({ method, headers: new Headers(headers) })).toBe(expected);
});

test.each([
  ["/funds/DEM00001?asOf=2026-01-01", "en", "/funds/DEM00001?asOf=2026-01-01"],
  ["/funds/DEM00001", "zh-hant", "/zh-hant/funds/DEM00001"],
  ["/zh-hant/funds/DEM00001", "en", "/funds/DEM00001"],
  [`/funds/DEM00001?accepted=${RECEIPT}`, "en", "/funds/DEM00001"],
  ["https://evil.example/", "en", "/funds"],
  ["//evil.example/", "en", "/funds"],
  ["/\\evil.example/", "en", "/funds"],
  ["/\t/evil.example/", "en", "/funds"],
  ["/.//evil.example/", "en", "/funds"],
  ["/zh-hant//evil.example/", "en", "/funds"],
  ["javascript:alert(1)", "en", "/funds"],
  ["/legal/disclaimer/accept?next=/funds/DEM00001", "en", "/funds"],
  [`/${"x".repeat(3000)}`, "en", "/funds"],
  [null, "zh-hant", "/zh-hant/funds"],
] as const)("from %s one goes on, in %s, to %s", (next, locale, expected) => {
  expect(localNext(next, locale)).toBe(expected);
});

test("a receipt is read from its cookie alone, and only if it looks like one", () => {
  expect(receiptIn(`a=b; disclaimer=${RECEIPT}; c=d`, false)).toBe(RECEIPT);
  for (const header of [null, "", `xdisclaimer=${RECEIPT}`, "disclaimer=yes", `disclaimer=${RECEIPT}0`])
    expect(receiptIn(header, false)).toBeUndefined();
});

test("with https only the cookie that this host alone can set counts, and none whose name stands twice", () => {
  const own = `__Host-disclaimer=${RECEIPT}`;

  expect(receiptIn(`disclaimer=${"1".repeat(8)}; ${own}`, true)).toBe(RECEIPT);
  expect(receiptIn(`disclaimer=${RECEIPT}`, true)).toBeUndefined();
  expect(receiptIn(`${own}; __Host-disclaimer=x`, true)).toBeUndefined();
});

test("the cookie is for this site's server alone", () => {
  expect(cookieOf(RECEIPT, { secure: true })).toBe(
    `__Host-disclaimer=${RECEIPT}; Path=/; Max-Age=15724800; HttpOnly; SameSite=Lax; Secure`,
  );
  expect(cookieOf(RECEIPT, { secure: false })).not.toContain("Secure");
});

test("a receipt is put into an address and taken out again", () => {
  const path = "/funds/DEM00001?asOf=2026-01-01";
  expect(withReceipt(withReceipt(path, RECEIPT))).toBe(path);
});

test.each([
  ["its own page", { Origin: SITE }, SITE, true],
  [
    "its own page, of which only the host is known",
    { Origin: "https://funds.example", Host: "funds.example" },
    undefined,
    true,
  ],
  ["another site", { Origin: "https://evil.example", Host: "funds.example" }, undefined, false],
  ["another site that names our host", { Origin: "http://funds.example" }, SITE, false],
  ["a frame without an origin", { Origin: "null", Host: "null" }, undefined, false],
  ["no browser", { Host: "funds.example" }, undefined, false],
])("a form of %s", (_from, headers, site, expected) => {
  expect(isFromHere(new Headers(headers as Record<string, string>), site)).toBe(expected);
});

describe("a page behind the gate", () => {
  const kept = createAcceptances();
  let now: number;
  let state: "up" | "down" | "open" | "busy" | "refused";
  let calls: number;
  let memory: Memory;

  const down = { ok: false, failure: { kind: "unavailable" } } as const;
  const refusal = () => ({ ok: false, failure: { kind: state } }) as const;
  const refuses = () => state === "busy" || state === "refused";
  const api = {
    legal: async () => {
      calls += 1;
      const notice = { ...disclaimer("en"), version: version(), mustBeAccepted: state !== "open" };
      if (refuses()) return refusal();
      return state === "down" ? down : { ok: true, data: { requestedLocale: "en", locale: "en", notice } };
    },
    acceptance: async (receipt: string) => {
      const data = kept.find(receipt);
      if (state === "down" || refuses()) return state === "down" ? down : refusal();
      return data ? { ok: true, data } : { ok: false, failure: { kind: "notFound" } };
    },
  } as unknown as Api;
  let version = () => "2026-2";

  beforeEach(() => {
    process.env["API_URL"] = "http://127.0.0.1:9/api/v1";
    [now, state, calls, version] = [Date.now(), "up", 0, () => "2026-2"];
    memory = new Memory({ own: () => api, visitors: () => api }, () => now);
  });
  afterEach(() => delete process.env["API_URL"]);

  const ask = (path: string, cookie?: string) => {
    const headers = { ...BROWSER, ...(cookie ? { Cookie: `disclaimer=${cookie}` } : {}) };
    const url = new URL(path, "http://127.0.0.1");
    return passage({ method: "GET", url, headers: new Headers(headers) }, memory, now);
  };
  const accepted = () => kept.accept(digestOf("zh-Hant"))?.receipt ?? "";
  const LATER = { isGated: true, isTooMuch: true };
  const QUESTION = "/legal/disclaimer/accept?next=%2Ffunds%2FDEM00001";

  test("leads whoever accepted nothing to the question", async () => {
    expect(await ask("/funds/DEM00001")).toEqual({ isGated: true, location: QUESTION });
    expect(await ask("/funds/DEM00001", RECEIPT)).toEqual({ isGated: true, location: QUESTION });
  });

  test("is shown to whoever accepted the version in either language, without a call for each page", async () => {
    const receipt = accepted();

    for (const path of ["/funds/DEM00001", "/funds/DEM00002", "/documents/abc"])
      expect(await ask(path, receipt)).toEqual({ isGated: true });

    expect(calls).toBe(1);
  });

  test("is shown once to whoever keeps no cookie, and drops the receipt for whoever does", async () => {
    const receipt = accepted();
    const address = `/funds/DEM00001?accepted=${receipt}`;

    expect(await ask(address)).toEqual({ isGated: true });
    expect(await ask(address, receipt)).toEqual({ isGated: true, location: "/funds/DEM00001" });
    now += 11 * 60_000;
    expect(await ask(address)).toEqual({ isGated: true, location: QUESTION });
  });

  test("asks again when another version comes into force", async () => {
    const receipt = accepted();
    await ask("/funds/DEM00001", receipt);

    [now, version] = [now + 16_000, () => "2027-1"];

    expect(await ask("/funds/DEM00001", receipt)).toEqual({ isGated: true, location: QUESTION });
  });

  test("asks again at once when the back end says that something was published", async () => {
    state = "open";
    expect(await ask("/funds/DEM00001")).toEqual({ isGated: false });

    state = "up";
    memory.doubt();

    expect((await ask("/funds/DEM00001")).location).toBe(QUESTION);
  });

  test("is open when nothing must be accepted, and while nothing can be asked or looked up", async () => {
    state = "down";
    expect(await ask("/funds/DEM00001")).toEqual({ isGated: false });

    [now, state] = [now + 16_000, "up"];
    expect((await ask("/funds/DEM00001")).location).toBe(QUESTION);

    state = "down";
    expect(await ask("/funds/DEM00001", RECEIPT)).toEqual({ isGated: true });
    now += 16_000;
    expect(await ask("/funds/DEM00001")).toEqual({ isGated: true });

    [now, state] = [now + 16_000, "open"];
    expect(await ask("/funds/DEM00001")).toEqual({ isGated: false });
  });

  test.each(["busy", "refused"] as const)("stays as it was while the API is %s", async (refusing) => {
    const receipt = accepted();
    await ask("/funds/DEM00001", receipt);
    [now, state] = [now + 16_000, refusing];

    expect((await ask("/funds/DEM00001")).location).toBe(QUESTION);
    expect(await ask("/funds/DEM00001", receipt)).toEqual({ isGated: true });

    [now, state] = [now + 16_000, "open"];
    await ask("/funds/DEM00001");
    [now, state] = [now + 16_000, refusing];
    expect(await ask("/funds/DEM00001")).toEqual({ isGated: false });
  });

  test.each(["busy", "refused"] as const)(
    "is shown to no reader before a %s API has said anything",
    async (refusing) => {
      state = refusing;

      expect(await ask("/funds/DEM00001")).toEqual(LATER);
      expect(await ask("/funds/DEM00001", RECEIPT)).toEqual(LATER);
    },
  );

  test.each(["busy", "refused"] as const)(
    "is not opened by a made-up receipt while the API is %s",
    async (refusing) => {
      await ask("/funds/DEM00001");
      state = refusing;

      expect(await ask("/funds/DEM00001", RECEIPT)).toEqual(LATER);
      expect(await ask(`/funds/DEM00001?accepted=${RECEIPT}`)).toEqual(LATER);
    },
  );

  test("asks for the disclaimer in nobody's name, and for a receipt in its reader's", async () => {
    const said: string[] = [];
    const asking = (who: string) => () => (said.push(who), api);
    memory = new Memory({ own: asking("site"), visitors: asking("visitor") }, () => now);

    await ask("/funds/DEM00001", RECEIPT);

    expect(said).toEqual(["site", "visitor"]);
  });
});

import { afterEach, expect, test, vi } from "vitest";
import type { Kept } from "../../src/cache/keep.ts";
import { confirmed } from "../../src/cache/kept.ts";

const BANNERS = "http://api.invalid/api/v1/banners/?lang=en";
const yesterday = Date.now() - 86_400_000;
const page = (madeAt: number, said: Kept["said"]): Kept => ({
  ...{ body: new Uint8Array(), etag: "", tags: new Set<string>() },
  ...{ madeAt, freshUntil: madeAt, said },
});

afterEach(() => vi.unstubAllEnvs());

test("nobody is asked about a page of yesterday, or one that no question could confirm", async () => {
  vi.stubEnv("API_URL", "http://127.0.0.1:1/api/v1");
  const said = new Map([[BANNERS, { validator: '"1"', state: "" }]]);
  const gap = new Map([[BANNERS, { validator: "", state: "" }]]);

  expect(await confirmed(page(yesterday, said))).toBeUndefined();
  expect(await confirmed(page(Date.now(), undefined))).toBeUndefined();
  expect(await confirmed(page(Date.now(), gap))).toBeUndefined();
  await expect(confirmed(page(Date.now(), said))).rejects.toThrow();
});

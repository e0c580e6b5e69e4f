/// <reference types="vitest/config" />
import { getViteConfig } from "astro/config";

export default getViteConfig({
  test: {
    include: ["src/**/*.test.ts", "test/{cache,lib,server,site}/**/*.test.ts", "test/*.test.ts"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});

import astro from "eslint-plugin-astro";
import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";

export default defineConfig(
  { ignores: ["dist", "**/.astro", "src/lib/schema.d.ts"] },
  tseslint.configs.strict,
  astro.configs["flat/recommended"],
);

import { readFileSync } from "node:fs";
import { defineConfig, passthroughImageService } from "astro/config";
import ownServer from "./src/server/adapter.mjs";

// A link to what the API doesn't have yet must not be built.
const { paths } = JSON.parse(readFileSync(new URL("./openapi.json", import.meta.url), "utf8"));
const listsAsCsv = paths["/api/v1/funds/"].get.parameters.some(({ name }) => name === "format");

/** What differs between developing and building. */
const byCommand = {
  name: "by-command",
  hooks: {
    "astro:config:setup": ({ command, injectRoute, updateConfig }) => {
      // All components with their examples, in development only: the built site doesn't know of the page.
      if (command === "dev")
        injectRoute({ pattern: "/dev/components", entrypoint: "./src/development/components.astro" });
      // dist/ must run alone, with no node_modules beside it.
      if (command === "build") updateConfig({ vite: { ssr: { noExternal: true } } });
    },
  },
};

export default defineConfig({
  integrations: [byCommand],
  output: "server",
  trailingSlash: "never",
  adapter: ownServer(),
  // No page keeps per-visitor state; without this Astro would write sessions to disk.
  session: false,
  // One constant policy without nonces needs every style and script in a file of its own.
  build: { inlineStylesheets: "never" },
  vite: {
    define: { "import.meta.env.API_LISTS_AS_CSV": JSON.stringify(listsAsCsv) },
    build: { assetsInlineLimit: 0 },
  },
  image: { service: passthroughImageService() },
  // Behind a proxy Astro doesn't know the site's own origin and refuses its forms: lib/gate checks the one there is.
  security: { checkOrigin: false },
  devToolbar: { enabled: false },
});

import node from "@astrojs/node";
import { defineConfig, passthroughImageService } from "astro/config";

/** The least that Astro can be: one route, nothing before it, and the page's text in memory. */
export default defineConfig({
  output: "server",
  outDir: "../../../dist/bare",
  adapter: node({ mode: "standalone", experimentalDisableStreaming: true }),
  session: false,
  vite: { ssr: { noExternal: true } },
  image: { service: passthroughImageService() },
  devToolbar: { enabled: false },
});

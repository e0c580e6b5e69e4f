/** Builds the site into a server of our own, which answers what it keeps without asking Astro. */
export default function ownServer() {
  return {
    name: "own-server",
    hooks: {
      "astro:config:done": ({ setAdapter }) =>
        setAdapter({
          name: "own-server",
          entrypointResolution: "auto",
          serverEntrypoint: new URL("./entry.ts", import.meta.url),
          adapterFeatures: { buildOutput: "server", middlewareMode: "classic" },
          supportedAstroFeatures: { serverOutput: "stable" },
        }),
    },
  };
}

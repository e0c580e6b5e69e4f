import { experimental_AstroContainer as AstroContainer } from "astro/container";
import type { AstroComponentFactory } from "astro/runtime/server/index.js";
import { beforeAll, describe, expect, test } from "vitest";
import type { Example } from "../src/components/example.ts";

const components = import.meta.glob<AstroComponentFactory>("../src/components/*/*.astro", {
  import: "default",
  eager: true,
});
const examples = import.meta.glob<readonly Example[]>("../src/components/*/examples.ts", {
  import: "default",
  eager: true,
});

const nameOf = (path: string) => path.split("/").at(-2) as string;
const componentOf = (name: string) => components[`../src/components/${name}/${name}.astro`] as AstroComponentFactory;

let container: AstroContainer;

beforeAll(async () => {
  process.env["API_URL"] = "http://127.0.0.1:8000/api/v1";
  container = await AstroContainer.create();
});

test("every component has examples", () => {
  const withExamples = Object.keys(examples).map(nameOf);

  expect(withExamples).toEqual([...new Set(Object.keys(components).map(nameOf))]);
});

for (const [path, states] of Object.entries(examples)) {
  describe(nameOf(path), () => {
    test.each(states)("$title", async ({ props, shows, hides = [] }) => {
      const html = await container.renderToString(componentOf(nameOf(path)), { props: { ...props } });

      for (const piece of shows) expect(html).toContain(piece);
      for (const piece of hides) expect(html).not.toContain(piece);
      expect(html).not.toMatch(/<script|<style|\sstyle=|\son\w+=/);
    });
  });
}

import { readFileSync } from "node:fs";
import { afterEach, expect, test, vi } from "vitest";
import bodyExamples from "../../src/components/Body/examples.ts";
import type { Wire } from "../../src/lib/api.ts";
import { blockViews } from "../../src/lib/views/blocks.ts";
import { contextOf } from "../../src/lib/views/context.ts";

type Block = Wire["PublicContentPage"]["body"][number];

const openapi = JSON.parse(readFileSync(new URL("../../openapi.json", import.meta.url), "utf8"));
const nowhere = { api: {} as never, resolve: (path: string) => path };

afterEach(() => vi.restoreAllMocks());

test("each kind of block that the API can send has its component in a body's examples", () => {
  const sent = Object.keys(openapi.components.schemas.PublicContentPage.properties.body.items.discriminator.mapping);

  const shown = bodyExamples[0]?.props.blocks.map(({ type }) => type);

  expect(shown?.toSorted()).toEqual(sent.toSorted());
});

test("a block of a kind that the site doesn't know is left out, with one line in the log", async () => {
  const lines = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  const known: Block = { type: "richText", html: "<p>Read me.</p>" };

  const views = await blockViews([{ type: "hologram" } as unknown as Block, known], nowhere, contextOf("en"));

  expect(views).toEqual([known]);
  expect(lines.mock.calls.map(([line]) => JSON.parse(line as string))).toMatchObject([
    { "log.level": "warning", "event.dataset": "site.content", message: expect.stringContaining('"hologram"') },
  ]);
});

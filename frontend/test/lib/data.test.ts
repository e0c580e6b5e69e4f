import { expect, test } from "vitest";
import { BULK } from "../../mock/service.ts";
import { contextOf } from "../../src/lib/views/context.ts";
import { dataView } from "../../src/lib/views/data.ts";

const around = {
  resolve: (path: string) => `https://api.example${path}`,
  now: new Date("2026-11-22T10:00:00Z"),
};

test("the newest files have their size and their checksum, and a command that fetches and checks the whole", () => {
  const view = dataView(BULK, around, contextOf("en"));

  const whole = "https://api.example/api/v1/bulk/funds-20261118T224107Z-full.ndjson.gz";
  expect(view.files?.files).toMatchObject([
    { kind: "Every fund (NDJSON)", href: whole, rows: "61", size: "82 kB", sha256: "c".repeat(64) },
  ]);
  expect(view.commands.at(-1)?.command).toBe(`curl -sO '${whole}' &&\ncurl -s '${whole}.sha256' | sha256sum -c`);
  expect(view.commands.map(({ command }) => command)).toContain(
    "curl -s 'https://api.example/api/v1/changes/?since=2026-11-15'",
  );
});

test("before the first files nothing is offered that isn't there", () => {
  const view = dataView({ results: [] }, around, contextOf("zh-hant"));

  expect(view.files).toBeUndefined();
  expect(view.commands.filter(({ command }) => command.includes("/bulk/"))).toEqual([]);
  expect(view.ways.map(({ link }) => link.href)).toContain("/zh-hant/changes");
  expect(view.ways.map(({ link }) => link.href)).toContain("https://api.example/api/v1/feeds/all.atom?locale=zh-Hant");
});

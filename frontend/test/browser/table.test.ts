import { afterAll, expect } from "vitest";
import { inspect, type Inspection } from "./inspect.ts";
import { addresses, type Kind, KINDS } from "./pages.ts";
import { writeTable } from "./report.ts";
import { test, visiting } from "./visitor.ts";
import { type World, type WorldName, worldOf } from "./worlds.ts";

const BUDGET = { html: 30_000, css: 12_000, js: 5_000 };
const POLICY =
  /^default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'( http:\/\/127\.0\.0\.1:\d+)?; /;

const worlds = new Map<WorldName, Promise<World>>();
const table = new Map<Kind, readonly Inspection[]>();
const away = KINDS.filter(({ world }) => world === "away").flatMap(addresses);

/** Each state is set up once, when the first page asks for it. */
function worldFor({ world = "well" }: Kind): Promise<World> {
  const begun = worlds.get(world) ?? worldOf(world, away);
  worlds.set(world, begun);
  return begun;
}

afterAll(async () => {
  for (const world of worlds.values()) await (await world).stop();
  writeTable(table);
});

test.each(KINDS)("$name is as it should be, in both languages", async (kind) => {
  const { site, api } = await worldFor(kind);
  const { ready, refused } = kind;
  const hosts = [site.origin, ...(api ? [api] : [])];

  const seen = await visiting({}, async (page) => {
    const inspections: Inspection[] = [];
    for (const path of addresses(kind))
      inspections.push(
        await inspect(page, { address: site.origin + path, ready, refused, hosts, hasTwin: inspections.length > 0 }),
      );
    return inspections;
  });
  table.set(kind, seen);

  for (const { status, policy, bytes, faults } of seen) {
    expect(faults).toEqual([]);
    expect(status).toBe(kind.status ?? 200);
    expect(policy).toMatch(kind.path.endsWith(".html") ? /^/ : POLICY);
    expect(bytes.html).toBeLessThan(BUDGET.html);
    expect(bytes.css).toBeLessThan(BUDGET.css);
    expect(bytes.js).toBeLessThan(BUDGET.js);
  }
});

/** `npm run bench`: CPU of the site's process for each request, beside the same pages with nobody to ask and beside the least that Astro can be, in one run. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { startMockApi } from "../../mock/api.ts";
import { type Measured, startMeasured } from "./server.ts";

const SITE = new URL("../../dist/server/entry.mjs", import.meta.url).pathname;
/** The same pages on Astro's own server, with what they ask for in memory; and that server with whole texts in memory. */
const RENDERING = new URL("../../dist/rendering/server/entry.mjs", import.meta.url).pathname;
const BARE = new URL("../../dist/bare/server/entry.mjs", import.meta.url).pathname;
const ROUNDS = 9;
const REQUESTS = 200;
const AT_ONCE = 4;
/** Asked for in turn, so that nothing about one fund or one search helps the next. */
const PAGES = {
  search: ["/funds?q=asia", "/funds?q=fund", "/funds?q=bond", "/funds?assetClass=equity"],
  fund: ["/funds/DEM00018", "/funds/DEM00001", "/funds/DEM00005", "/funds/DEM00009"],
} as const;
type Kind = keyof typeof PAGES;
const KINDS = Object.keys(PAGES) as readonly Kind[];

interface Question {
  readonly name: string;
  readonly server: Measured;
  /** The address of the n-th request: another each time where nothing may be kept. */
  readonly path: (n: number) => string;
}

let asked = 0;

async function ask({ server, path }: Question, times: number): Promise<number> {
  const before = server.cpu();
  let left = times;
  const one = async () => {
    while (left-- > 0) await textOf(server.origin + path((asked += 1)));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
  return ((server.cpu() - before) / times) * 1000;
}

async function textOf(address: string): Promise<string> {
  const answer = await fetch(address);
  if (answer.status !== 200) throw new Error(`${answer.url} answered ${answer.status}`);
  return answer.text();
}

/** The page of middle length among those that are asked for in turn. */
async function typical(site: Measured, kind: Kind): Promise<string> {
  const texts = await Promise.all(PAGES[kind].map((path) => textOf(site.origin + path)));
  return texts.toSorted((a, b) => a.length - b.length)[texts.length >> 1] ?? "";
}

const turn = (kind: Kind, n: number): string => PAGES[kind][n % PAGES[kind].length] ?? "";
const withMark = (path: string, n: number): string => `${path}${path.includes("?") ? "&" : "?"}x=${n}`;
const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;

async function measure(site: Measured, rendering: Measured, bare: Readonly<Record<Kind, Measured>>): Promise<void> {
  const questions: readonly Question[] = KINDS.flatMap((kind) => [
    { name: kind, server: site, path: (n) => withMark(turn(kind, n), n) },
    { name: `${kind}, rendered`, server: rendering, path: (n) => turn(kind, n) },
    { name: `${kind}, bare`, server: bare[kind], path: () => "/" },
    { name: `${kind}, kept`, server: site, path: (n) => turn(kind, n) },
  ]);
  const costs = new Map<string, number[]>(questions.map(({ name }) => [name, []]));
  const begin = loadavg()[0]?.toFixed(1);
  for (const question of questions) await ask(question, REQUESTS); // Until the machine code is there.
  for (let round = 0; round < ROUNDS; round += 1)
    for (const question of round % 2 ? questions.toReversed() : questions)
      costs.get(question.name)?.push(await ask(question, REQUESTS));
  console.log(`\nThe site, load ${begin} at the beginning, ${loadavg()[0]?.toFixed(1)} at the end\n`);
  tell((name) => median(costs.get(name) ?? []));
  console.log(`\nMemory under load: ${site.memory().toFixed(0)} MB; target 200.`);
}

function tell(cost: (name: string) => number): void {
  const headings = [
    "made",
    "rendered",
    "made / rendered",
    "target",
    "sent",
    "made / sent",
    "kept",
    "kept / made",
    "target",
  ];
  console.log(`| CPU in ms for one request | ${headings.join(" | ")} |\n${"|---".repeat(headings.length + 1)}|`);
  for (const name of KINDS) {
    const [made, rendered] = [cost(name), cost(`${name}, rendered`)];
    const [sent, kept] = [cost(`${name}, bare`), cost(`${name}, kept`)];
    const least = [rendered.toFixed(2), (made / rendered).toFixed(2), "1.5", sent.toFixed(2), (made / sent).toFixed(1)];
    console.log(
      `| ${[name, made.toFixed(2), ...least, kept.toFixed(2), (kept / made).toFixed(2), "0.25"].join(" | ")} |`,
    );
  }
}

const directory = mkdtempSync(join(tmpdir(), "bare-"));
const api = await startMockApi();
/** Whatever happens, nothing that was started here stays. */
const stops: (() => unknown)[] = [() => rmSync(directory, { recursive: true }), api.stop];

async function started(...how: Parameters<typeof startMeasured>): Promise<Measured> {
  const server = await startMeasured(...how);
  stops.unshift(server.stop);
  return server;
}

async function bareOf(site: Measured, kind: Kind): Promise<Measured> {
  const file = join(directory, `${kind}.html`);
  writeFileSync(file, await typical(site, kind));
  return started(BARE, { BARE_HTML: file });
}

try {
  const site = await started(SITE, { API_URL: api.address });
  const rendering = await started(RENDERING, { API_URL: api.address });
  await measure(site, rendering, { search: await bareOf(site, "search"), fund: await bareOf(site, "fund") });
} finally {
  for (const stop of stops) await stop();
}

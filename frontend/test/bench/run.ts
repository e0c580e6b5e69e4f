/** `npm run bench`: CPU of the site's process for each request, beside the least that Astro can be, in one run. */
import { writeFileSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { startMockApi } from "../../mock/api.ts";
import { type Measured, startMeasured } from "./server.ts";

const SITE = new URL("../../dist/server/entry.mjs", import.meta.url).pathname;
const BARE = new URL("../../dist/bare/server/entry.mjs", import.meta.url).pathname;
const ROUNDS = 5;
const REQUESTS = 200;
const AT_ONCE = 4;

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
    while (left-- > 0) {
      const answer = await fetch(server.origin + path((asked += 1)));
      if (answer.status !== 200) throw new Error(`${answer.url} answered ${answer.status}`);
      await answer.text();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
  return ((server.cpu() - before) / times) * 1000;
}

async function bare(html: string, name: string): Promise<Measured> {
  const file = join(tmpdir(), `bare-${process.pid}-${name}.html`);
  writeFileSync(file, html);
  return startMeasured(BARE, { BARE_HTML: file });
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;

const api = await startMockApi();
const site = await startMeasured(SITE, { API_URL: api.address });
const text = async (path: string) => (await fetch(site.origin + path)).text();
const search = await bare(await text("/funds?q=asia"), "search");
const fund = await bare(await text("/funds/DEM00018"), "fund");
const questions: readonly Question[] = [
  { name: "search", server: site, path: (n) => `/funds?q=asia&utm_source=${n}` },
  { name: "search, bare", server: search, path: () => "/" },
  { name: "search, kept", server: site, path: () => "/funds?q=asia" },
  { name: "fund", server: site, path: (n) => `/funds/DEM00018?utm_source=${n}` },
  { name: "fund, bare", server: fund, path: () => "/" },
  { name: "fund, kept", server: site, path: () => "/funds/DEM00018" },
];
const costs = new Map<string, number[]>(questions.map(({ name }) => [name, []]));
const begin = loadavg()[0]?.toFixed(1);
for (const question of questions) await ask(question, REQUESTS); // Until the machine code is there.
for (let round = 0; round < ROUNDS; round += 1)
  for (const question of round % 2 ? questions.toReversed() : questions)
    costs.get(question.name)?.push(await ask(question, REQUESTS));
const cost = (name: string) => median(costs.get(name) ?? []);
console.log(`\nThe site, load ${begin} at the beginning, ${loadavg()[0]?.toFixed(1)} at the end\n`);
console.log("| CPU in ms for one request | made | bare | made / bare | target | kept | kept / made | target |");
console.log("|---|---|---|---|---|---|---|---|");
for (const name of ["search", "fund"]) {
  const [made, least, kept] = [cost(name), cost(`${name}, bare`), cost(`${name}, kept`)];
  const ratios = [(made / least).toFixed(1), "1.5", kept.toFixed(2), (kept / made).toFixed(2), "0.25"];
  console.log(`| ${[name, made.toFixed(2), least.toFixed(2), ...ratios].join(" | ")} |`);
}
console.log(`\nMemory under load: ${site.memory().toFixed(0)} MB; target 200.`);
await Promise.all([site, search, fund].map(({ stop }) => stop()));
await api.stop();

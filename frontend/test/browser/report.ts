/** The table of all pages, written into `docs/site.md` for those who ask for it with `WRITE_SITE_TABLE`. */
import { readFileSync, writeFileSync } from "node:fs";
import type { Inspection } from "./inspect.ts";
import type { Kind } from "./pages.ts";

const NOTE = new URL("../../../docs/site.md", import.meta.url);
const PLACE = /(<!-- table -->\n)[^]*(<!-- \/table -->)/;
const HEAD = ["page", "status", "axe, markup, console, foreign requests", "HTML", "CSS", "JS"];

export function writeTable(table: ReadonlyMap<Kind, readonly Inspection[]>): void {
  if (!process.env["WRITE_SITE_TABLE"]) return;
  const rows = [HEAD, HEAD.map(() => "---"), ...[...table].map(([kind, seen]) => rowOf(kind, seen))];
  const text = rows.map((cells) => `| ${cells.join(" | ")} |\n`).join("");
  writeFileSync(
    NOTE,
    readFileSync(NOTE, "utf8").replace(PLACE, (_, start, end) => start + text + end),
  );
}

/** The heavier one of both languages. */
function rowOf({ name, status = 200 }: Kind, seen: readonly Inspection[]): string[] {
  const most = (kind: keyof Inspection["bytes"]) => Math.max(...seen.map(({ bytes }) => bytes[kind]));
  const faults = seen.reduce((sum, { faults }) => sum + faults.length, 0);
  const kilobytes = (kind: keyof Inspection["bytes"]) => (most(kind) / 1000).toFixed(1);
  return [name, String(status), String(faults), kilobytes("html"), kilobytes("css"), kilobytes("js")];
}

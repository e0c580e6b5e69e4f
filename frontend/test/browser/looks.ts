/** How a page looks, in lines that a reviewer can read: where each part stands, how large its words are, and its colours. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import type { Page } from "playwright-core";

export interface Part {
  readonly what: string;
  /** Left, top, width, height in pixels. */
  readonly box: readonly number[];
  readonly words: string;
}

const FOLDER = new URL("looks/", import.meta.url);
const PARTS =
  "header, nav, main, footer, aside, section, h1, h2, form, table, figure, dl, ol, .button, .lead, [role=status]";
/** Fonts of another version are a little wider or higher: that is no other look. */
const SLACK = { pixels: 12, share: 0.04 };

/** What can be seen of a page's parts, in the order of its markup. */
export function partsOf(page: Page): Promise<Part[]> {
  return page.evaluate((selector) => {
    const seen = [...document.querySelectorAll<HTMLElement>(selector)].filter((part) => part.checkVisibility());
    return seen.map((part) => {
      const { x, y, width, height } = part.getBoundingClientRect();
      const { fontSize, color, backgroundColor } = getComputedStyle(part);
      const name = [part.tagName.toLowerCase(), ...part.classList].join(".");
      return {
        what: name,
        box: [x, y, width, height].map(Math.round),
        words: `${fontSize} ${color} on ${backgroundColor}`,
      };
    });
  }, PARTS);
}

/** The look that was accepted last. */
export function accepted(name: string): Part[] {
  const lines = readFileSync(new URL(`${name}.txt`, FOLDER), "utf8")
    .trimEnd()
    .split("\n");
  return lines.map((line) => {
    const [what = "", box = "", words = ""] = line.split(" | ");
    return { what, box: box.split(" ").map(Number), words };
  });
}

/** From now on the page is to look like this. */
export function accept(name: string, parts: readonly Part[]): void {
  mkdirSync(FOLDER, { recursive: true });
  const text = parts.map(({ what, box, words }) => `${what} | ${box.join(" ")} | ${words}\n`).join("");
  writeFileSync(new URL(`${name}.txt`, FOLDER), text);
}

/** What looks otherwise, in words. */
export function differences(now: readonly Part[], before: readonly Part[]): string[] {
  const names = (parts: readonly Part[]) => parts.map(({ what }) => what).join(" ");
  if (names(now) !== names(before)) return [`other parts: ${names(now)} instead of ${names(before)}`];
  return now.flatMap((part, place) => {
    const was = before[place] as Part;
    const moved = part.box.some((side, n) => isFar(side, was.box[n] ?? 0));
    const elsewhere = moved ? [`${part.what} is at ${part.box.join(" ")}, was at ${was.box.join(" ")}`] : [];
    return part.words === was.words ? elsewhere : [...elsewhere, `${part.what} has ${part.words}, had ${was.words}`];
  });
}

const isFar = (now: number, before: number): boolean =>
  Math.abs(now - before) > Math.max(SLACK.pixels, Math.abs(before) * SLACK.share);

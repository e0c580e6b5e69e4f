/** What changed between two texts of editors, paragraph by paragraph and word by word. */

export interface Piece {
  readonly kind: "same" | "added" | "removed";
  readonly text: string;
}
export type Paragraph = readonly Piece[];

const BLOCK_ENDS = /<\/(?:p|h[2-4]|li)>|<br\s*\/?>/;
const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'", "#x27": "'" };
/** Beyond so many pairs of words a paragraph is shown as replaced as a whole: no reader compares it word by word. */
const MOST_PAIRS = 250_000;
const SEGMENTER = new Intl.Segmenter("zh-Hant", { granularity: "word" });

/** The paragraphs of editors' HTML as plain texts. */
export function paragraphs(html: string): string[] {
  return html
    .split(BLOCK_ENDS)
    .map((block) => plainText(block).replace(/\s+/g, " ").trim())
    .filter(Boolean);
}

/** One paragraph after the other: those that stayed, went or came, and those that changed with what changed in them. */
export function difference(before: readonly string[], after: readonly string[]): Paragraph[] {
  const steps = aligned(before, after);
  const found: Paragraph[] = [];
  for (let at = 0; at < steps.length;) {
    const end = steps.findIndex((step, index) => index >= at && step.kind === "same");
    const changed = steps.slice(at, end < 0 ? undefined : end);
    found.push(...rewritten(changed));
    if (end < 0) break;
    found.push([steps[end] as Piece]);
    at = end + 1;
  }
  return found;
}

/** Paragraphs that took the place of others, compared in their order. */
function rewritten(changed: readonly Piece[]): Paragraph[] {
  const of = (kind: Piece["kind"]) => changed.filter((piece) => piece.kind === kind);
  const [removed, added] = [of("removed"), of("added")];
  const length = Math.max(removed.length, added.length);
  return Array.from({ length }, (_, index) => {
    const [from, to] = [removed[index], added[index]];
    return from && to ? byWords(from.text, to.text) : ([from ?? to] as Paragraph);
  });
}

function byWords(before: string, after: string): Paragraph {
  const [from, to] = [words(before), words(after)];
  if (from.length * to.length > MOST_PAIRS) return [removed(before), added(after)];
  return merged(aligned(from, to));
}

/** The longest common order of both, with what isn't part of it (after Wagner and Fischer). */
function aligned(before: readonly string[], after: readonly string[]): Piece[] {
  const width = after.length + 1;
  const common = new Uint32Array((before.length + 1) * width);
  const at = (row: number, column: number) => common[row * width + column] ?? 0;
  for (let row = before.length - 1; row >= 0; row--)
    for (let column = after.length - 1; column >= 0; column--)
      common[row * width + column] =
        before[row] === after[column]
          ? at(row + 1, column + 1) + 1
          : Math.max(at(row + 1, column), at(row, column + 1));
  const found: Piece[] = [];
  let [row, column] = [0, 0];
  while (row < before.length || column < after.length) {
    const [old, young] = [before[row], after[column]];
    if (old !== undefined && old === young) {
      found.push({ kind: "same", text: old });
      [row, column] = [row + 1, column + 1];
    } else if (old !== undefined && (young === undefined || at(row + 1, column) >= at(row, column + 1))) {
      found.push(removed(old));
      row += 1;
    } else {
      found.push(added(young ?? ""));
      column += 1;
    }
  }
  return found;
}

function merged(pieces: readonly Piece[]): Paragraph {
  const found: Piece[] = [];
  for (const piece of pieces) {
    const last = found.at(-1);
    if (last?.kind === piece.kind) found[found.length - 1] = { kind: piece.kind, text: last.text + piece.text };
    else found.push(piece);
  }
  return found;
}

const removed = (text: string): Piece => ({ kind: "removed", text });
const added = (text: string): Piece => ({ kind: "added", text });
const words = (text: string): string[] => [...SEGMENTER.segment(text)].map(({ segment }) => segment);

function plainText(html: string): string {
  return html.replace(/<[^>]*>/g, "").replace(/&(#?\w+);/g, (whole, name: string) => ENTITIES[name] ?? whole);
}

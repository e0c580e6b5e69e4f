/** Markup as one text, for the parts of a page that repeat: Astro's own renderer makes several objects for each piece of them. */

/** Text that is markup already. Only `markup` makes it, so that whatever else goes into a page is escaped. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What may stand in a template: nothing is shown of what is missing or false. */
type Piece = Markup | string | number | false | undefined | readonly Piece[];

const SPECIAL = /[&<>"']/;
const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const BREAK = /\s*\n\s*/g;

/** The fixed parts of each template, by the place in the code where it stands. */
const known = new WeakMap<TemplateStringsArray, readonly string[]>();

/**
 * The markup of a template: its values escaped, for text and for quoted attributes alike. As in JSX a line break is
 * for whoever reads the code, with the blanks around it.
 */
export function markup(template: TemplateStringsArray, ...pieces: readonly Piece[]): Markup {
  const parts = known.get(template) ?? partsOf(template);
  let text = parts[0] ?? "";
  for (let n = 0; n < pieces.length; n += 1) text += textOf(pieces[n]) + (parts[n + 1] ?? "");
  return new Markup(text);
}

function partsOf(template: TemplateStringsArray): readonly string[] {
  const parts = template.map((part) => part.replace(BREAK, ""));
  known.set(template, parts);
  return parts;
}

function textOf(piece: Piece): string {
  if (typeof piece === "string") return SPECIAL.test(piece) ? escaped(piece) : piece;
  if (piece instanceof Markup) return piece.text;
  if (typeof piece === "number") return String(piece);
  return piece ? piece.map(textOf).join("") : "";
}

const escaped = (text: string): string => text.replace(/[&<>"']/g, (letter) => ENTITIES[letter] ?? letter);

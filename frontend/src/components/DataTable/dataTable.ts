import { type Markup, markup } from "../../lib/markup.ts";

export interface Props {
  readonly caption: string;
  /** The table's name for those who don't see it, where a heading stands instead of a caption, or one stands twice. */
  readonly label?: string;
  readonly headings: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Which columns hold figures. */
  readonly numeric: readonly boolean[];
}

/** A table of words and figures. */
export function dataTable({ caption, headings, rows, numeric, label = caption || headings.join(", ") }: Props): Markup {
  const kinds = numeric.map((isNumber) => isNumber && markup` class="number"`);
  const heads = headings.map((heading, column) => markup`<th scope="col"${kinds[column]}>${heading}</th>`);
  const row = (cells: readonly string[]) =>
    markup`<tr>${cells.map((cell, column) => markup`<td${kinds[column]}>${cell}</td>`)}</tr>`;
  return markup`
    <section class="scroll data-table" aria-label="${label}" tabindex="0">
      <table>
        ${caption && markup`<caption>${caption}</caption>`}
        <thead><tr>${heads}</tr></thead>
        <tbody>${rows.map(row)}</tbody>
      </table>
    </section>`;
}

import { translator } from "../../lib/i18n.ts";
import type { Locale } from "../../lib/locale.ts";
import { type Markup, markup } from "../../lib/markup.ts";
import type { ShareClassTable } from "../../lib/views/shareclasses.ts";
import { local } from "../Local/local.ts";

export interface Props {
  readonly locale: Locale;
  readonly table: ShareClassTable;
  /** Id of the heading that names the table. */
  readonly labelledBy: string;
}

/** The share classes of a fund, a row each. */
export function shareClasses({ locale, table, labelledBy }: Props): Markup {
  const t = translator(locale);
  const heads = table.columns.map(
    ({ title, kind }) => markup`<th scope="col"${kind && markup` class="${kind}"`}>${title}</th>`,
  );
  return markup`
    <div class="scroll" role="group" aria-labelledby="${labelledBy}" tabindex="0">
      <table class="share-classes" aria-labelledby="${labelledBy}">
        <thead><tr><th scope="col">${t("class.name")}</th>${heads}</tr></thead>
        <tbody>${table.rows.map((row) => rowOf(row, table.columns))}</tbody>
      </table>
    </div>`;
}

function rowOf({ isin, name, cells }: ShareClassTable["rows"][number], columns: ShareClassTable["columns"]): Markup {
  return markup`
    <tr id="${isin}">
      <th scope="row">${local(name)}<code>${isin}</code></th>
      ${cells.map((cell, n) => cellOf(cell, columns[n]))}
    </tr>`;
}

function cellOf(
  cell: ShareClassTable["rows"][number]["cells"][number],
  column: ShareClassTable["columns"][number] | undefined,
): Markup {
  const kind = column?.kind && markup` class="${column.kind}"`;
  const note = cell?.note && markup`<span class="share-classes__note">${cell.note}</span>`;
  return markup`<td${kind} data-title="${column?.title}">${cell ? local(cell.value) : "–"}${note}</td>`;
}

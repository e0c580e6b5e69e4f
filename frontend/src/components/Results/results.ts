import { translator, type Translator } from "../../lib/i18n.ts";
import { type Locale, localPath } from "../../lib/locale.ts";
import { type Markup, markup } from "../../lib/markup.ts";
import type { FundRow } from "../../lib/views/results.ts";
import { local } from "../Local/local.ts";
import { statusTag } from "../StatusTag/statusTag.ts";

export interface Props {
  readonly locale: Locale;
  readonly rows: readonly FundRow[];
}

const COLUMNS = ["column.assetClass", "column.domicile", "column.size", "column.documents"] as const;

/** The funds of a search, one below the other; several of them can be compared. */
export function results({ locale, rows }: Props): Markup {
  const t = translator(locale);
  const areSeveral = rows.length > 1;
  return markup`
    <div class="results">
      <div class="results__head" aria-hidden="true">
        <span>${t("column.fund")}</span>
        ${COLUMNS.map((column) => markup`<span>${t(column)}</span>`)}
      </div>
      <ol role="list">${rows.map((row) => result(row, areSeveral, t))}</ol>
      ${areSeveral && compareForm(locale, t)}
    </div>`;
}

function result(row: FundRow, areSeveral: boolean, t: Translator): Markup {
  return markup`
    <li class="result">
      <div>
        <h3 class="result__name"><a href="${row.href}">${local(row.name)}</a></h3>
        <p class="result__meta">
          <code>${row.fundId}</code>
          <span>${local(row.house)}</span>
          ${row.status.tone !== "good" && statusTag(row.status)}
          ${areSeveral && compareBox(row, t)}
        </p>
      </div>
      <dl>
        <div><dt>${t("column.assetClass")}</dt><dd>${row.assetClass ?? "–"}</dd></div>
        <div><dt>${t("column.domicile")}</dt><dd>${row.domicile}</dd></div>
        <div class="number"><dt>${t("column.size")}</dt><dd>${size(row)}</dd></div>
        <div class="number"><dt>${t("column.documents")}</dt><dd>${row.documents}</dd></div>
      </dl>
    </li>`;
}

const size = ({ size }: FundRow) => [
  size?.amount ?? "–",
  size?.asOf && markup`<span class="result__date">${size.asOf}</span>`,
];

const compareBox = ({ fundId, name }: FundRow, t: Translator): Markup => markup`
  <label class="result__compare">
    <input type="checkbox" name="id" value="${fundId}" form="compare">
    ${t("compare.add")}
    <span class="hidden">${local(name)}</span>
  </label>`;

const compareForm = (locale: Locale, t: Translator): Markup => markup`
  <form class="results__compare" id="compare" action="${localPath(locale, "/compare")}">
    <button type="submit" class="button">${t("compare.button")}</button>
    <span class="soft">${t("compare.hint")}</span>
  </form>`;

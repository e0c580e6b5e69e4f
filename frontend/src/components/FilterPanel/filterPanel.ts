import { translator, type Translator } from "../../lib/i18n.ts";
import type { Locale } from "../../lib/locale.ts";
import { type Markup, markup } from "../../lib/markup.ts";
import type { FilterGroup, FilterOption, FilterPanelView } from "../../lib/views/facets.ts";
import { local } from "../Local/local.ts";

export interface Props {
  readonly locale: Locale;
  readonly panel?: FilterPanelView | undefined;
}

/** What a search can be narrowed by, beside its results; nothing where there is nothing to choose. */
export function filterPanel({ locale, panel }: Props): Markup {
  const t = translator(locale);
  const apply = markup`<button type="submit" class="button" form="search">${t("search.apply")}</button>`;
  return markup`${
    panel &&
    markup`
    <aside class="filters" id="filters" aria-labelledby="filters-title">
      <div class="filters__head"><h2 id="filters-title">${t("search.filters")}</h2>${apply}</div>
      ${panel.first.map((group) => field(group, t))}
      <details class="filters__more"${panel.open && markup` open`}>
        <summary>${t("search.moreFilters")}</summary>
        ${panel.more.map((group) => field(group, t))}
        ${days(panel, t)}
      </details>
      <p class="soft">${t("search.facetsScope")}</p>
      ${apply}
    </aside>`
  }`;
}

function field({ filter, title, shown, folded }: FilterGroup, t: Translator): Markup {
  const options = (some: readonly FilterOption[]) => some.map((one) => option(filter, one));
  const more =
    folded.length > 0 &&
    markup`<details><summary>${t("search.more", { count: folded.length })}</summary>${options(folded)}</details>`;
  return markup`<fieldset><legend>${title}</legend>${options(shown)}${more}</fieldset>`;
}

const option = (filter: string, { value, checked, name, count }: FilterOption): Markup => markup`
  <label class="option">
    <input type="checkbox" name="${filter}" value="${value}"${checked && markup` checked`} form="search">
    <span class="option__name">${local(name)}</span>
    <span class="option__count">${count}</span>
  </label>`;

const days = ({ days }: FilterPanelView, t: Translator): Markup => markup`
  <fieldset class="filters__days">
    <legend>${t("facet.days")}</legend>
    ${days.map(
      ({ name, title, value }) => markup`
      <label>
        <span>${title}</span>
        <input type="date" name="${name}" value="${value}" form="search">
      </label>`,
    )}
  </fieldset>`;

import { translator, type Translator } from "../../lib/i18n.ts";
import type { Locale } from "../../lib/locale.ts";
import { type Markup, markup } from "../../lib/markup.ts";
import type { LocalText } from "../../lib/text.ts";
import type { Fact } from "../../lib/views/facts.ts";
import { local } from "../Local/local.ts";

export interface Props {
  readonly locale: Locale;
  readonly facts: readonly Fact[];
  /** Terms above their values, for narrow places. */
  readonly narrow?: boolean;
  /** The page that says where each field comes from. */
  readonly sources?: string | undefined;
}

/** Terms with their values, and where each comes from. */
export function factList({ locale, facts, narrow = false, sources }: Props): Markup {
  const t = translator(locale);
  return markup`
    <dl class="fact-list${narrow && " fact-list--narrow"}">
      ${facts.map((one) => fact(one, sources, t))}
    </dl>`;
}

function fact({ term, values, note, href, code, field, corrected }: Fact, sources: string | undefined, t: Translator) {
  return markup`
    <div>
      <dt>${term}</dt>
      <dd>
        ${values.map((value) => markup`<span class="fact-list__value">${valueOf(value, href, code)}</span>`)}
        ${note && markup`<span class="fact-list__note">${note}</span>`}
        ${sources && field && sourceLink(`${sources}#${field}`, term, t)}
        ${corrected && correction(corrected, t)}
      </dd>
    </div>`;
}

function valueOf(value: LocalText, href: string | undefined, code: boolean | undefined): Markup | string {
  if (code) return markup`<code>${local(value)}</code>`;
  return href ? markup`<a href="${href}">${local(value)}</a>` : local(value);
}

const sourceLink = (href: string, term: string, t: Translator): Markup => markup`
  <a class="fact-list__source" href="${href}">
    ${t("source.link")}
    <span class="hidden">${term}</span>
  </a>`;

const correction = (corrected: string, t: Translator): Markup =>
  markup`<span class="fact-list__corrected"><strong>${t("fund.correctedMark")}</strong> ${corrected}</span>`;

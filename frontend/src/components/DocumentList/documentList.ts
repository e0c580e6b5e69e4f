import { translator, type Translator } from "../../lib/i18n.ts";
import { type Locale, localPath } from "../../lib/locale.ts";
import { type Markup, markup } from "../../lib/markup.ts";
import type { DocumentGroup, DocumentView } from "../../lib/views/documents.ts";
import { local } from "../Local/local.ts";

export interface Props {
  readonly locale: Locale;
  readonly groups: readonly DocumentGroup[];
}

/** Documents by their types, earlier ones folded away. */
export function documentList({ locale, groups }: Props): Markup {
  const t = translator(locale);
  const list = (documents: readonly DocumentView[]) =>
    markup`<ul role="list">${documents.map((one) => item(one, locale, t))}</ul>`;
  const earlierOf = ({ earlier, earlierTitle }: DocumentGroup) =>
    earlier.length > 0 &&
    markup`<details class="document-group__earlier"><summary>${earlierTitle}</summary>${list(earlier)}</details>`;
  return markup`
    ${groups.length === 0 && markup`<p>${t("doc.none")}</p>`}
    ${groups.map(
      (group) => markup`
      <div class="document-group">
        <h3>${group.title}</h3>
        <div>${list(group.current)}${earlierOf(group)}</div>
      </div>`,
    )}`;
}

function item(document: DocumentView, locale: Locale, t: Translator): Markup {
  const { dated, published, version, appliesTo, byHand } = document;
  const meta = [dated, published, version, appliesTo, byHand].filter(Boolean).join(" · ");
  const title = local(document.title);
  return markup`
    <li class="document" itemscope itemtype="https://schema.org/DigitalDocument">
      <p class="document__line">
        <a href="${document.href}" hreflang="${document.language}" type="application/pdf" itemprop="url">
          <span itemprop="name">${title}</span>
        </a>
        <meta itemprop="inLanguage" content="${document.language}">
        <meta itemprop="encodingFormat" content="application/pdf">
        <span class="document__language">${document.languages}</span>
        <span class="document__size">${document.size}</span>
      </p>
      <p class="soft">${meta} · <a href="${localPath(locale, `/documents/${document.sha256}`)}">
          ${t("doc.about")}
          <span class="hidden">${title}</span>
        </a>
      </p>
    </li>`;
}

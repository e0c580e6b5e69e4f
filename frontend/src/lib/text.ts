import { type Locale, localeFacts } from "./locale.ts";

/** The same text by BCP 47 tag; the provider gives English at least. */
export type LanguageMap = Readonly<Record<string, string>>;

/** A text for one page; `lang` is set only where it differs from the page's own language. */
export interface LocalText {
  readonly text: string;
  readonly lang?: "en" | "zh-Hant";
}

/** The text in the page's language, else in English and marked so. */
export function localText(texts: LanguageMap, locale: Locale): LocalText {
  const own = texts[localeFacts(locale).lang];
  return own ? { text: own } : english(texts["en"] ?? "", locale);
}

/** A text that exists in English only, such as a company's registered name. */
export function english(text: string, locale: Locale): LocalText {
  return locale === "en" ? { text } : { text, lang: "en" };
}

export const plain = (text: string): LocalText => ({ text });

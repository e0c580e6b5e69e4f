import type en from "../i18n/en.json";
import { LANGUAGES } from "../i18n/languages.ts";
import { type Locale, localeFacts, LOCALES } from "./locale.ts";

export type MessageKey = keyof typeof en;
type Params = Readonly<Record<string, string | number>>;

const ENGLISH = LANGUAGES.en.strings;
const PLURALS = new Map(LOCALES.map((locale) => [locale, new Intl.PluralRules(localeFacts(locale).intl)]));

export interface Translator {
  /** The message with its `{placeholders}` filled. */
  (key: MessageKey, params?: Params): string;
  /** The message of a key that may not exist, for values that come from outside. */
  readonly maybe: (key: string) => string | undefined;
  /** The plural form for a number; `text` is how the number is written. */
  readonly plural: (stem: PluralStem, count: number, text: string) => string;
}

type PluralStem = MessageKey extends infer Key ? (Key extends `${infer Stem}.other` ? Stem : never) : never;

const TRANSLATORS = new Map(LOCALES.map((locale) => [locale, build(locale)]));

/** The strings of one language. */
export function translator(locale: Locale): Translator {
  return TRANSLATORS.get(locale) ?? build(locale);
}

function build(locale: Locale): Translator {
  const messages: Readonly<Record<string, string>> = LANGUAGES[locale].strings;
  const translate = (key: MessageKey, params: Params = {}) => fill(messages[key] ?? ENGLISH[key], params);
  const plural = (stem: PluralStem, count: number, text: string) => {
    const form = `${stem}.${PLURALS.get(locale)?.select(count)}`;
    return fill(messages[form] ?? messages[`${stem}.other`] ?? stem, { count: text });
  };
  return Object.assign(translate, { maybe: (key: string) => messages[key], plural });
}

function fill(message: string, params: Params): string {
  if (!message.includes("{")) return message;
  return message.replace(/\{(\w+)\}/g, (placeholder, name: string) => String(params[name] ?? placeholder));
}

/** A message cut at its `{link}`, so that a component can put an anchor there. */
export function aroundLink(message: string): { before: string; after: string } {
  const [before = "", after = ""] = message.split("{link}");
  return { before, after };
}

import en from "../i18n/en.json";
import zhHant from "../i18n/zh-hant.json";
import { localeFacts, type Locale } from "./locale.ts";

export type MessageKey = keyof typeof en;
type Params = Readonly<Record<string, string | number>>;

const MESSAGES: Record<Locale, Readonly<Record<string, string>>> = { en, "zh-hant": zhHant };
const PLURALS: Record<Locale, Intl.PluralRules> = {
  en: new Intl.PluralRules(localeFacts("en").intl),
  "zh-hant": new Intl.PluralRules(localeFacts("zh-hant").intl),
};

export interface Translator {
  /** The message with its `{placeholders}` filled. */
  (key: MessageKey, params?: Params): string;
  /** The message of a key that may not exist, for values that come from outside. */
  readonly maybe: (key: string) => string | undefined;
  /** The plural form for a number; `text` is how the number is written. */
  readonly plural: (stem: PluralStem, count: number, text: string) => string;
}

type PluralStem = MessageKey extends infer Key ? (Key extends `${infer Stem}.other` ? Stem : never) : never;

/** The strings of one language. */
export function translator(locale: Locale): Translator {
  const messages = MESSAGES[locale];
  const translate = (key: MessageKey, params: Params = {}) => fill(messages[key] ?? en[key], params);
  const plural = (stem: PluralStem, count: number, text: string) => {
    const form = `${stem}.${PLURALS[locale].select(count)}`;
    return fill(messages[form] ?? messages[`${stem}.other`] ?? stem, { count: text });
  };
  return Object.assign(translate, { maybe: (key: string) => messages[key], plural });
}

function fill(message: string, params: Params): string {
  return message.replace(/\{(\w+)\}/g, (placeholder, name: string) => String(params[name] ?? placeholder));
}

/** A message cut at its `{link}`, so that a component can put an anchor there. */
export function aroundLink(message: string): { before: string; after: string } {
  const [before = "", after = ""] = message.split("{link}");
  return { before, after };
}

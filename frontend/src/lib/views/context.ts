import { formatter, type Formatter } from "../format.ts";
import { translator, type Translator } from "../i18n.ts";
import { localPath, type Locale } from "../locale.ts";

/** What turning the wire into a view needs to know of the page. */
export interface Context {
  readonly locale: Locale;
  readonly t: Translator;
  readonly f: Formatter;
  /** The address of a site path in the page's language. */
  readonly href: (path: string) => string;
}

export function contextOf(locale: Locale): Context {
  return { locale, t: translator(locale), f: formatter(locale), href: (path) => localPath(locale, path) };
}

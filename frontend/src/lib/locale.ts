/** The languages of the site, and how an address names them. */

import { LANGUAGES } from "../i18n/languages.ts";

export type Locale = keyof typeof LANGUAGES;
export const LOCALES = Object.keys(LANGUAGES) as readonly Locale[];

export interface LocaleFacts {
  /** BCP 47 tag of the page and of the key in the API's language maps. */
  readonly lang: "en" | "zh-Hant";
  /** Tag that Intl formats with. */
  readonly intl: string;
  /** Tag for amounts in few digits: Hong Kong's own data says 2.86B, where its readers write 28.6億. */
  readonly intlCompact: string;
  /** How Intl names a time zone: Britain's own data says GMT+8, where Hong Kong's says HKT. */
  readonly zoneName: { readonly intl: string; readonly style: "short" | "long" };
  /** The tag as Open Graph writes it. */
  readonly openGraph: string;
  /** Beginning of every path in this language. */
  readonly prefix: string;
}

const FACTS: Readonly<Record<Locale, LocaleFacts>> = LANGUAGES;

export const localeFacts = (locale: Locale): LocaleFacts => FACTS[locale];

/** The language that a `[...locale]` route parameter names, or undefined if it names none. */
export function localeFromParam(param: string | undefined): Locale | undefined {
  const prefix = param === undefined ? "" : `/${param}`;
  return LOCALES.find((locale) => FACTS[locale].prefix === prefix);
}

/** The language of any path, for pages such as 404 that have no route parameter. */
export function localeFromPath(path: string): Locale {
  return localeFromParam(path.split("/", 2)[1]) ?? "en";
}

/** The address of an unprefixed site path in a language: `localPath("zh-hant", "/funds")` is `/zh-hant/funds`. */
export function localPath(locale: Locale, path: string): string {
  const { prefix } = FACTS[locale];
  if (prefix === "") return path;
  return path === "/" ? prefix : prefix + path;
}

/** The same place in another language, on this site whatever was asked for. */
export function switchLocale(path: string, to: Locale): string {
  const { prefix } = FACTS[localeFromPath(path)];
  return localPath(to, onThisSite(path.slice(prefix.length)));
}

/** A decoded path as it may stand in a link: a browser takes `//host` and `/\\host` for other hosts. */
export function onThisSite(path: string): string {
  return `/${path.replace(/^[/\\\s]+/, "")}`.replace(/[\\\p{Cc}]/gu, encodeURIComponent);
}

/** An address as it is in every language. */
export function withoutLocale(path: string): string {
  return path.slice(FACTS[localeFromPath(path)].prefix.length) || "/";
}

/** The language of a BCP 47 tag, or undefined if the site doesn't speak it. */
export function localeFromLang(lang: string): Locale | undefined {
  return LOCALES.find((locale) => FACTS[locale].lang === lang);
}

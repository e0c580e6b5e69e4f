/** Every language of the site: its strings, and how it is named. One more is a file of strings and an entry here. */
import en from "./en.json";
import zhHant from "./zh-hant.json";

export const LANGUAGES = {
  en: {
    strings: en,
    lang: "en",
    intl: "en-GB",
    intlCompact: "en-GB",
    zoneName: { intl: "en-HK", style: "short" },
    openGraph: "en_GB",
    prefix: "",
  },
  "zh-hant": {
    strings: zhHant,
    lang: "zh-Hant",
    intl: "zh-Hant-HK",
    intlCompact: "zh-Hant-TW",
    zoneName: { intl: "zh-Hant-HK", style: "long" },
    openGraph: "zh_HK",
    prefix: "/zh-hant",
  },
} as const;

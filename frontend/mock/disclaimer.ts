/** A disclaimer that must be accepted, and the acceptances of this process. */
import { randomUUID } from "node:crypto";
import type { components } from "../src/lib/schema.d.ts";

type Schemas = components["schemas"];
type Lang = Schemas["LegalNotice"]["locale"];
type Kept = Schemas["Acceptance"];

const TITLES: Record<Lang, string> = { en: "Disclaimer", "zh-Hant": "免責聲明" };
const WORDS: Record<Lang, string> = {
  en: "<p>Nothing here is advice. Read the fund’s own documents before you invest.</p>",
  "zh-Hant": "<p>網站內容並非投資建議。作出投資前，請先閱讀基金的銷售文件。</p>",
};
const DIGITS: Record<Lang, string> = { en: "c", "zh-Hant": "d" };

export const digestOf = (locale: Lang): string => DIGITS[locale].repeat(64);

export function disclaimer(locale: Lang): Schemas["LegalNotice"] {
  const facts = { kind: "disclaimer" as const, version: "2026-2", effectiveFrom: "2026-11-01", mustBeAccepted: true };
  return { ...facts, locale, title: TITLES[locale], html: WORDS[locale], textSha256: digestOf(locale) };
}

/** Acceptances, kept as long as the mock runs. */
export function createAcceptances() {
  const kept = new Map<string, Kept>();
  return {
    find: (receipt: string): Kept | undefined => kept.get(receipt),
    /** Undefined for a wording that isn't in force. */
    accept(textSha256: unknown): Kept | undefined {
      const locale = (["en", "zh-Hant"] as const).find((one) => digestOf(one) === textSha256);
      if (!locale) return undefined;
      const { kind, version, effectiveFrom } = disclaimer(locale);
      const facts = { kind, locale, version, effectiveFrom, textSha256: digestOf(locale) };
      const made = { ...facts, receipt: randomUUID(), acceptedAt: new Date().toISOString() };
      kept.set(made.receipt, made);
      return made;
    },
  };
}

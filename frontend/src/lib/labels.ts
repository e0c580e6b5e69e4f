import type { Translator } from "./i18n.ts";

/** Listed values that have a word in each language; the string is the stem in `i18n/*.json`. */
export type Vocabulary =
  | "authorisationStatus"
  | "assetClass"
  | "distribution"
  | "investmentStatus"
  | "structure"
  | "frequency"
  | "geography"
  | "reason"
  | "documentStatus";

/** The word for a listed value; a value that we have no word for is shown as the provider wrote it. */
export function label(t: Translator, vocabulary: Vocabulary, value: string): string {
  return (
    t.maybe(`value.${vocabulary}.${value}`) ?? t.maybe(`value.${vocabulary}.${value.toLowerCase()}`) ?? capital(value)
  );
}

export const yesNo = (t: Translator, value: boolean): string => t(value ? "value.yes" : "value.no");

function capital(value: string): string {
  return value.charAt(0).toUpperCase() + value.slice(1);
}

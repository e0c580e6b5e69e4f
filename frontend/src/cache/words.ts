import { formatter } from "../lib/format.ts";
import { translator } from "../lib/i18n.ts";
import type { Locale } from "../lib/locale.ts";

/** The line on a page that stands in: what is wrong, and how old the page is. */
export function oldPageLine(locale: Locale, madeAt: Date): string {
  const text = translator(locale)("cache.standsIn", { time: formatter(locale).time(madeAt.toISOString()) });
  return `<p class="stands-in" role="status">${text}</p>`;
}

import type { Wire } from "../api.ts";
import { change, EVERYTHING, toSearch } from "../query.ts";
import { type LocalText, localText, plain } from "../text.ts";
import type { Context } from "./context.ts";

export interface Suggestion {
  readonly text: LocalText;
  readonly href: string;
}

const SHOWN = 5;

/** What words may have meant that find no fund: an identifier's owner, or identifiers one slip away. */
export function suggestions({ results, hint }: Wire["Resolution"], context: Context): readonly Suggestion[] {
  const slips = (hint?.didYouMean ?? []).map((id) => ({ text: plain(id), href: search({ q: id }, context) }));
  return [...results.map((found) => suggestion(found, context)), ...slips].slice(0, SHOWN);
}

function suggestion({ type, id, name }: Wire["Resolved"], context: Context): Suggestion {
  const text = localText(name, context.locale);
  if (type === "fund") return { text, href: context.href(`/funds/${id}`) };
  if (type === "fundGroup") return { text, href: context.href(`/houses/${id}`) };
  return { text, href: search({ filters: { umbrellaId: [id] } }, context) };
}

function search(changes: Parameters<typeof change>[1], { href }: Context): string {
  return href("/funds") + toSearch(change(EVERYTHING, changes));
}

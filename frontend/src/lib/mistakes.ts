/** What an address of the search says in words that the page doesn't have. */
import { DAYS, FILTERS, SORTS } from "./query.ts";

const KNOWN: readonly string[] = ["q", "sort", "cursor", ...FILTERS, ...DAYS];
/** The API's names of what the page calls otherwise. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  search: "q",
  query: "q",
  ordering: "sort",
  status: "authorisationStatus",
};
const ARE = new Map([...KNOWN, ...Object.keys(OTHER_NAMES)].map((name) => [name.toLowerCase(), name]));

export interface Mistake {
  readonly kind: "name" | "sort";
  readonly said: string;
}

/** The same address by the page's own names, if it has the API's names or other capitals; else undefined. */
export function respelled(params: URLSearchParams): URLSearchParams | undefined {
  const named = [...params].map(([name, value]) => [ownName(name), value] as [string, string]);
  const same = [...params.keys()].every((name, place) => name === named[place]?.[0]);
  return same ? undefined : new URLSearchParams(named);
}

/** What was left out of the address without an error, so that the page can say so. */
export function mistakes(params: URLSearchParams): readonly Mistake[] {
  const names = [...new Set(params.keys())].filter((name) => !KNOWN.includes(name));
  const sort = params.get("sort");
  const unknownSort = sort && !SORTS.some((known) => known === sort) ? [{ kind: "sort", said: sort } as const] : [];
  return [...names.map((said) => ({ kind: "name", said }) as const), ...unknownSort].map(({ kind, said }) => ({
    kind,
    said: said.slice(0, 60),
  }));
}

function ownName(name: string): string {
  const known = ARE.get(name.toLowerCase()) ?? name;
  return OTHER_NAMES[known] ?? known;
}

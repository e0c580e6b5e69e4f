/** What a page was made of, noted by the API's client while the page is made. */
import { AsyncLocalStorage } from "node:async_hooks";

/** What the API said at an address: the validator of its text, and of which state of the record it is, if it told. */
export interface Said {
  readonly validator: string;
  readonly state: string;
}

/** Nothing yet, or nothing that could be asked about again. */
export const UNTOLD: Said = { validator: "", state: "" };

interface Noted {
  readonly tags: Set<string>;
  /** What the API said, by its address. Undefined once the clock counts, too. */
  said: Map<string, Said> | undefined;
  /** Whether the API refused a part of it because its visitor's quota was used up. */
  isOverQuota: boolean;
}

const noted = new AsyncLocalStorage<Noted>();

/** Runs `make`, and gives what it made with the tags of everything that was asked of the API meanwhile. */
export async function withTags<T>(make: () => Promise<T>): Promise<Readonly<Noted> & { readonly made: T }> {
  const notes: Noted = { tags: new Set(), said: new Map(), isOverQuota: false };
  const made = await noted.run(notes, make);
  return { ...notes, made };
}

/** Does something of which the page that is being made learns nothing. */
export function unnoted<T>(work: () => T): T {
  return noted.run({ tags: new Set(), said: undefined, isOverQuota: false }, work);
}

/** Note that the page which is being made needs this address of the API. */
export function noteAddress(url: string): void {
  const notes = noted.getStore();
  notes?.tags.add(tagOf(url));
  notes?.said?.set(url, UNTOLD);
}

/** Note what the API says at an address. */
export function noteSaid(url: string, said: Said): void {
  noted.getStore()?.said?.set(url, said);
}

/** Note that the page which is being made is true at this moment alone, whatever the API says. */
export function noteMoment(): void {
  const notes = noted.getStore();
  if (notes) notes.said = undefined;
}

/** Note that the page which is being made lacks something that another visitor would get. */
export function noteQuota(): void {
  const notes = noted.getStore();
  if (notes) notes.isOverQuota = true;
}

/** `fund:DEM00001` for anything about one fund, else the first part of the address: `funds`, `pages`, `banners`. */
export function tagOf(url: string): string {
  const [path = ""] = url.split("?", 1);
  const [resource = "", id = ""] = path.replace(/^.*\/api\/v\d+\//, "").split("/");
  return resource === "funds" && id !== "" && id !== "facets" ? `fund:${id}` : resource;
}

/** What a page was made of, noted by the API's client while the page is made. */
import { AsyncLocalStorage } from "node:async_hooks";

const noted = new AsyncLocalStorage<Set<string>>();

/** Runs `make`, and gives what it made with the tags of everything that was asked of the API meanwhile. */
export async function withTags<T>(make: () => Promise<T>): Promise<{ made: T; tags: ReadonlySet<string> }> {
  const tags = new Set<string>();
  return { made: await noted.run(tags, make), tags };
}

/** Note that the page which is being made needs this address of the API. */
export function noteAddress(url: string): void {
  noted.getStore()?.add(tagOf(new URL(url).pathname));
}

/** `fund:DEM00001` for anything about one fund, else the first part of the address: `funds`, `pages`, `banners`. */
export function tagOf(pathname: string): string {
  const [resource = "", id = ""] = pathname.replace(/^.*\/api\/v\d+\//, "").split("/");
  return resource === "funds" && id !== "" && id !== "facets" ? `fund:${id}` : resource;
}

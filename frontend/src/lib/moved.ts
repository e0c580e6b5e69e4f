/** Where readers of an old address are led: by editors' redirects, or to where a page has moved. */
import type { Api, Result, Wire } from "./api.ts";
import type { LocaleFacts } from "./locale.ts";

/** A path of the API's kind, without the language's prefix. */
export interface Way {
  readonly path: string;
  readonly isPermanent: boolean;
}

/** The way on from a path at which no page stands; undefined where there is none. */
export async function wayOn(
  path: string,
  page: Result<Wire["PageAnswer"]> | undefined,
  api: Api,
  lang: LocaleFacts["lang"],
): Promise<Way | undefined> {
  if (!page || (!page.ok && page.failure.kind !== "notFound")) return undefined;
  const found = await api.redirect(path, lang);
  const redirect = found.ok ? found.data.items[0] : undefined;
  if (redirect) return { path: redirect.to, isPermanent: redirect.isPermanent };
  return page.ok ? { path: page.data.page.path, isPermanent: true } : undefined;
}

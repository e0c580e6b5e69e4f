import type { TimedBanners, Wire } from "../api.ts";
import { sitePath } from "./addresses.ts";
import type { Context } from "./context.ts";

export interface MenuLink {
  readonly href: string;
  readonly text: string;
}

/** What the API answered about everything around a page; what it didn't is missing. */
export interface Surroundings {
  readonly menu?: Wire["MenuAnswer"];
  readonly banners?: TimedBanners;
}

export interface FrameView {
  /** Pages of the first level, for the header. */
  readonly top: readonly MenuLink[];
  readonly all: readonly MenuLink[];
  readonly banners: readonly Wire["Banner"][];
  /** For how long all of this holds. */
  readonly seconds: number;
}

/** Menu and banners of any page. A menu in another language isn't shown: its pages are found by their own addresses. */
export function frameOf({ menu, banners }: Surroundings, { href }: Context): FrameView {
  const items = menu?.locale === menu?.requestedLocale ? (menu?.items ?? []) : [];
  const shown = items.filter(({ path }) => path !== "/");
  const link = ({ path, title }: Wire["MenuItem"]) => ({ href: href(sitePath(path)), text: title });
  return {
    top: shown.filter(({ parent }) => parent === "/").map(link),
    all: shown.map(link),
    banners: banners?.items ?? [],
    seconds: banners?.seconds ?? 0,
  };
}

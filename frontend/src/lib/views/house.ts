import type { Wire } from "../api.ts";
import { label } from "../labels.ts";
import { change, cursorOf, EVERYTHING, toSearch } from "../query.ts";
import { type LocalText, localText, plain } from "../text.ts";
import type { Context } from "./context.ts";
import type { BrowseLink } from "./facets.ts";

export interface HouseView {
  readonly name: LocalText;
  readonly count: string;
  readonly funds: string;
  /** How many have lost their authorisation, with the way there. */
  readonly withdrawn?: { readonly text: string; readonly href: string };
  readonly umbrellas: readonly BrowseLink[];
  readonly assetClasses: readonly BrowseLink[];
  readonly feed: string;
}

type House = Wire["FundGroupDetail"];

const WITHDRAWN = ["deauthorised", "terminated"];

/** One fund house: how much of it is here, by umbrella and by asset class. */
export function houseView(house: House, resolve: (path: string) => string, context: Context): HouseView {
  const { t, f, locale } = context;
  const name = house.name["en"] ?? house.slug;
  const search = (filters: Record<string, string[]>) => searchOf({ fundGroupName: [name], ...filters }, context);
  const { withdrawnCount } = house;
  const withdrawn = t.plural("house.withdrawn", withdrawnCount, f.count(withdrawnCount));
  return {
    name: localText(house.name, locale),
    count: t.plural("search.total", house.fundCount, f.count(house.fundCount)),
    funds: search({}),
    ...(withdrawnCount > 0 ? { withdrawn: { text: withdrawn, href: search({ authorisationStatus: WITHDRAWN }) } } : {}),
    umbrellas: house.umbrellas.map(({ umbrellaId, umbrellaName, fundCount }) => ({
      name: localText(umbrellaName, locale),
      count: f.count(fundCount),
      href: search({ umbrellaId: [umbrellaId] }),
    })),
    assetClasses: house.assetClasses
      .filter(({ value }) => value !== "")
      .map(({ value, count }) => ({
        name: plain(label(t, "assetClass", value)),
        count: f.count(count),
        href: search({ assetClass: [value] }),
      })),
    feed: resolve(`/api/v1/feeds/all.atom?${new URLSearchParams({ fundGroupName: name })}`),
  };
}

/** One page of all fund houses, and the address of the next. */
export function housesView(list: Wire["FundGroupList"], { f, href, locale }: Context) {
  const cursor = cursorOf(list.next);
  const houses: readonly BrowseLink[] = list.results.map(({ slug, name, fundCount }) => ({
    name: localText(name, locale),
    count: f.count(fundCount),
    href: href(`/houses/${slug}`),
  }));
  return { houses, ...(cursor ? { next: `${href("/houses")}?cursor=${encodeURIComponent(cursor)}` } : {}) };
}

function searchOf(filters: Record<string, readonly string[]>, { href }: Context): string {
  return href("/funds") + toSearch(change(EVERYTHING, { filters }));
}

import type { Wire } from "../api.ts";
import { label, yesNo } from "../labels.ts";
import { change, type Day, DAYS, EVERYTHING, type Filter, type SearchQuery, toSearch } from "../query.ts";
import { english, type LocalText, plain } from "../text.ts";
import type { Context } from "./context.ts";

export interface FilterOption {
  readonly value: string;
  readonly name: LocalText;
  readonly count: string;
  readonly checked: boolean;
}

export interface FilterGroup {
  readonly filter: Filter;
  readonly title: string;
  /** What is chosen, then the most frequent. */
  readonly shown: readonly FilterOption[];
  /** The rest, behind a disclosure. */
  readonly folded: readonly FilterOption[];
}

export interface FilterPanelView {
  readonly first: readonly FilterGroup[];
  /** What fewer visitors need, behind a disclosure that is open when something of it is chosen. */
  readonly more: readonly FilterGroup[];
  readonly days: readonly { readonly name: Day; readonly title: string; readonly value: string }[];
  readonly open: boolean;
}

export interface BrowseLink {
  readonly name: LocalText;
  readonly count: string;
  readonly href: string;
}

type Counted = { readonly value: string; readonly count: number };

const SHOWN = 6;
const FIRST = ["assetClass", "fundGroupName", "fundDomicileAlpha2", "fundCurrency", "authorisationStatus"] as const;
const MORE = ["riskLevel", "shareClassCurrency", "shareClassDistributionPolicy", "legalForm", "isEtf"] as const;
type PanelFilter = (typeof FIRST)[number] | (typeof MORE)[number];

/** The name of a filter's value, as a visitor reads it. */
export function valueName(filter: Filter, value: string, { t, f, locale }: Context): LocalText {
  switch (filter) {
    case "authorisationStatus":
      return plain(label(t, "authorisationStatus", value));
    case "assetClass":
      return plain(label(t, "assetClass", value));
    case "shareClassDistributionPolicy":
      return plain(label(t, "distribution", value));
    case "fundDomicileAlpha2":
      return plain(f.region(value));
    case "riskLevel":
      return plain(t("fund.riskScale", { level: value }));
    case "fundCurrency":
    case "shareClassCurrency":
      return plain(`${value} · ${f.currency(value)}`);
    case "isEtf":
      return plain(yesNo(t, value === "true"));
    case "fundGroupName":
    case "legalForm":
    case "umbrellaId":
      return english(value, locale);
  }
}

/** The filter panel, or nothing where there is no choice. */
export function filterPanel(facets: Wire["Facets"], query: SearchQuery, context: Context): FilterPanelView | undefined {
  const first = filterGroups(FIRST, facets, query, context);
  const more = filterGroups(MORE, facets, query, context);
  const days = DAYS.map((name) => ({ name, title: context.t(`facet.${name}`), value: query.days[name] ?? "" }));
  const open = MORE.some((filter) => query.filters[filter]) || days.some(({ value }) => value !== "");
  return first.length + more.length > 0 || open ? { first, more, days, open } : undefined;
}

/** Of these filters, those that offer a choice. */
function filterGroups(
  filters: readonly PanelFilter[],
  facets: Wire["Facets"],
  query: SearchQuery,
  context: Context,
): readonly FilterGroup[] {
  return filters
    .map((filter) => filterGroup(filter, facets, query, context))
    .filter((group) => group.shown.length > 1 || group.shown.some((option) => option.checked));
}

function filterGroup(filter: PanelFilter, facets: Wire["Facets"], query: SearchQuery, context: Context): FilterGroup {
  const chosen = query.filters[filter] ?? [];
  const counted = counts(facets, filter);
  const absent = chosen.filter((value) => !counted.some((known) => known.value === value));
  const options = [...counted, ...absent.map((value) => ({ value, count: 0 }))].map(({ value, count }) => ({
    value,
    name: valueName(filter, value, context),
    count: context.f.count(count),
    checked: chosen.includes(value),
  }));
  const ordered = [...options.filter((option) => option.checked), ...options.filter((option) => !option.checked)];
  const cut = Math.max(SHOWN, chosen.length);
  return { filter, title: context.t(`facet.${filter}`), shown: ordered.slice(0, cut), folded: ordered.slice(cut) };
}

/** Links to the search with one value chosen, the most frequent first. */
export function browseLinks(facets: Wire["Facets"], filter: PanelFilter, context: Context): readonly BrowseLink[] {
  return counts(facets, filter).map(({ value, count }) => ({
    name: valueName(filter, value, context),
    count: context.f.count(count),
    href: context.href("/funds") + toSearch(change(EVERYTHING, { filters: { [filter]: [value] } })),
  }));
}

function counts(facets: Wire["Facets"], filter: PanelFilter): readonly Counted[] {
  return (facets.facets[filter] ?? [])
    .filter(({ value, count }) => value !== "" && count > 0)
    .sort((a, b) => (filter === "riskLevel" ? a.value.localeCompare(b.value) : b.count - a.count));
}

import type { Wire } from "../api.ts";
import type { Context } from "./context.ts";
import { type BrowseLink, browseLinks } from "./facets.ts";
import { type FreshnessView, freshnessView } from "./freshness.ts";

export interface Count {
  readonly term: string;
  readonly count: string;
  readonly href?: string;
}

export interface HomeView {
  readonly freshness: FreshnessView;
  readonly counts: readonly Count[];
  readonly assetClasses: readonly BrowseLink[];
  readonly houses: readonly BrowseLink[];
  readonly empty: boolean;
}

export function homeView(status: Wire["Status"], facets: Wire["Facets"], context: Context): HomeView {
  const { t, f, href } = context;
  const count = (name: keyof Wire["RecordCounts"], path?: string) => ({
    term: t(`home.count.${name}`),
    count: f.count(status.counts[name]),
    ...(path ? { href: href(path) } : {}),
  });
  return {
    freshness: freshnessView(status, context),
    counts: [
      count("funds", "/funds"),
      count("shareClasses"),
      count("documents"),
      count("deauthorisedFunds", "/deauthorised"),
    ],
    assetClasses: browseLinks(facets, "assetClass", context),
    houses: browseLinks(facets, "fundGroupName", context),
    empty: status.counts.funds === 0,
  };
}

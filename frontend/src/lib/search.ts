/** What the search page needs of the API. */
import type { Api } from "./api.ts";
import { failureAmong } from "./failure.ts";
import type { Loaded } from "./load.ts";
import { mistakes } from "./mistakes.ts";
import { parseSearch, type SearchQuery, toSearch, unfiltered } from "./query.ts";
import type { Context } from "./views/context.ts";
import { filterPanel, type FilterPanelView } from "./views/facets.ts";
import { freshnessView, type FreshnessView } from "./views/freshness.ts";
import { problemView, type ProblemView } from "./views/problem.ts";
import { type Chip, chips, resultsView, type ResultsView, type SortLink, sortLinks } from "./views/results.ts";
import { type Suggestion, suggestions } from "./views/suggestions.ts";

export interface SearchView {
  readonly query: SearchQuery;
  readonly title: string;
  readonly remarks: readonly string[];
  readonly chips: readonly Chip[];
  /** The same words without any filter. */
  readonly clear: string;
  readonly sorts: readonly SortLink[];
  readonly found?: {
    readonly results: ResultsView;
    readonly panel: FilterPanelView | undefined;
    readonly freshness: FreshnessView;
    readonly meant: readonly Suggestion[];
  };
  readonly problem?: ProblemView;
}

/** The page of a search's address; a refusal of the API is part of the page, any other failure is instead of it. */
export async function loadSearch(
  params: URLSearchParams,
  api: Api,
  context: Context,
): Promise<Loaded<{ view: SearchView }>> {
  const query = parseSearch(params);
  const [list, facets, status] = await Promise.all([api.funds(query), api.facets(query), api.status()]);
  const failure = failureAmong(list, facets, status);
  const path = context.href("/funds");
  const frame = {
    query,
    title: query.q ? context.t("search.titleFor", { q: query.q }) : context.t("search.title"),
    remarks: remarks(params, context),
    chips: chips(query, list.ok ? list.data : undefined, context),
    clear: path + toSearch(unfiltered(query)),
    sorts: sortLinks(query, context),
  };
  if (failure?.kind === "invalid") {
    const restart = path + toSearch({ ...unfiltered(query), sort: undefined });
    return { ok: true, view: { ...frame, problem: problemView(failure.problem, restart, context) } };
  }
  if (!list.ok || !facets.ok || !status.ok) return { ok: false, failure: failure ?? { kind: "unavailable" } };
  const found = {
    results: resultsView(list.data, query, context),
    panel: filterPanel(facets.data, query, context),
    freshness: freshnessView(status.data, context),
    meant: list.data.results.length === 0 ? await meant(query.q, api, context) : [],
  };
  return { ok: true, view: { ...frame, found } };
}

async function meant(q: string, api: Api, context: Context): Promise<readonly Suggestion[]> {
  const answer = q ? await api.resolve(q) : undefined;
  return answer?.ok ? suggestions(answer.data, context) : [];
}

function remarks(params: URLSearchParams, { t }: Context): readonly string[] {
  const keys = { name: "search.leftOut", sort: "search.leftOutSort" } as const;
  return mistakes(params).map(({ kind, said }) => t(keys[kind], { name: said }));
}

/** The call behind the search field while somebody types. */
import { type Client, listed, type Result } from "../client.ts";
import type { components } from "../schema";

type Schemas = components["schemas"];

/** As much of a fund as a suggestion shows. */
export type Suggested = Pick<Schemas["FundSummary"], "fundId" | "legalFundNameOnly">;

export interface SuggestionCalls {
  /** The first few funds for what was typed so far. */
  suggested(q: string): Promise<Result<readonly Suggested[]>>;
}

const MOST = 6;

export function suggestionCalls(client: Client): SuggestionCalls {
  return {
    suggested: async (q) => {
      const query = { search: q, fields: "fundId,legalFundNameOnly", pageSize: MOST };
      const found = await listed(client.GET("/api/v1/funds/", { params: { query } }));
      return found.ok ? { ok: true, data: found.data.results } : found;
    },
  };
}

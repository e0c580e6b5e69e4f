/** The calls that name all funds, withdrawn ones too: what a sitemap is made of. */
import { type Client, listed, type Result } from "../client.ts";

/** A page of fund numbers, and the place of the next. */
export interface FundIds {
  readonly fundIds: readonly string[];
  readonly next: string | null;
}

export interface IdCalls {
  /** The funds authorised in one month, such as `2019-03`. */
  fundIds(month: string, cursor?: string): Promise<Result<FundIds>>;
  /** The day of the first or of the last authorisation; undefined while there is no fund. */
  authorised(which: "first" | "last"): Promise<Result<string | undefined>>;
}

const STATUSES = ["authorised", "suspended", "in liquidation", "deauthorised", "terminated"] as const;
const PAGE = 100;

export function idCalls(client: Client): IdCalls {
  return {
    fundIds: async (month, cursor) => {
      const query = {
        authorisationStatus: [...STATUSES],
        authorisedSince: `${month}-01`,
        authorisedBefore: `${monthAfter(month)}-01`,
        fields: "fundId",
        ordering: "name" as const,
        pageSize: PAGE,
        ...(cursor ? { cursor } : {}),
      };
      const found = await listed(client.GET("/api/v1/funds/", { params: { query } }));
      if (!found.ok) return found;
      const { results, next } = found.data;
      return { ok: true, data: { fundIds: results.map(({ fundId }) => fundId), next } };
    },
    authorised: async (which) => {
      const ordering = which === "first" ? ("authorisationDate" as const) : ("-authorisationDate" as const);
      const query = { authorisationStatus: [...STATUSES], fields: "authorisationDate", ordering, pageSize: 1 };
      const found = await listed(client.GET("/api/v1/funds/", { params: { query } }));
      return found.ok ? { ok: true, data: found.data.results[0]?.authorisationDate } : found;
    },
  };
}

/** The month after one: `2020-01` after `2019-12`. */
export function monthAfter(month: string): string {
  const [year = 0, number = 0] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 7);
}

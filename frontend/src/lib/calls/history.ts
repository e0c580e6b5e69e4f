/** The calls about one fund's past, and about where its figures come from. */
import type { Client, Result } from "../client.ts";
import { failed, settle } from "../client.ts";
import type { components } from "../schema";

type Schemas = components["schemas"];

/** A fund as it was; `version` is the number of the version that was public then. */
export interface PastFund {
  readonly profile: Schemas["FundProfile"];
  readonly version: number | undefined;
}

export interface HistoryCalls {
  fundOn(fundId: string, day: string): Promise<Result<PastFund>>;
  fundVersion(fundId: string, version: number): Promise<Result<PastFund>>;
  versions(fundId: string, page?: { cursor?: string; pageSize?: number }): Promise<Result<Schemas["VersionList"]>>;
  provenance(fundId: string): Promise<Result<Schemas["Provenance"]>>;
  /** Sizes of the last year, and NAVs of one share class: of this one if it has any, else of the one that has most days. */
  figures(fundId: string, isin?: string): Promise<Result<Schemas["Figures"]>>;
}

const FUND_ID = /^[A-Za-z0-9-]{3,20}$/;

const isIsin = (text: string): boolean => /^[A-Z]{2}[A-Z0-9]{9}\d$/.test(text);

/** Whether a text can be a fund number at all: what can't is never asked for. */
export const isFundId = (text: string): boolean => FUND_ID.test(text);

export function historyCalls(client: Client): HistoryCalls {
  const about = (fundId: string) => ({ path: { fundId } });
  const known = <T>(fundId: string, call: () => Promise<Result<T>>) =>
    isFundId(fundId) ? call() : Promise.resolve(failed("notFound"));
  return {
    fundOn: (fundId, asOf) =>
      known(fundId, async () => {
        const params = { ...about(fundId), query: { asOf } };
        const call = client.GET("/api/v1/funds/{fundId}/", { params });
        const found = await settle(call);
        if (!found.ok) return found;
        // Only who asks for a table gets one.
        const profile = found.data as Schemas["FundProfile"];
        return { ok: true, data: { profile, version: versionOf((await call).response) } };
      }),
    fundVersion: (fundId, version) =>
      known(fundId, async () => {
        const params = { path: { fundId, version } };
        const found = await settle(client.GET("/api/v1/funds/{fundId}/versions/{version}/", { params }));
        return found.ok ? { ok: true, data: { profile: found.data, version } } : found;
      }),
    versions: (fundId, query = {}) =>
      known(fundId, () =>
        settle(client.GET("/api/v1/funds/{fundId}/versions/", { params: { ...about(fundId), query } })),
      ),
    provenance: (fundId) =>
      known(fundId, () => settle(client.GET("/api/v1/funds/{fundId}/provenance/", { params: about(fundId) }))),
    figures: (fundId, isin) =>
      known(fundId, () => {
        const query = { navs: "one" as const, ...(isin && isIsin(isin) ? { isin: [isin] } : {}) };
        return settle(client.GET("/api/v1/funds/{fundId}/figures/", { params: { ...about(fundId), query } }));
      }),
  };
}

function versionOf(response: Response): number | undefined {
  const number = /\/versions\/(\d+)\/$/.exec(response.headers.get("Content-Location") ?? "")?.[1];
  return number === undefined ? undefined : Number(number);
}

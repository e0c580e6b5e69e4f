/** The calls about fund houses, and about what changed in the whole record. */
import { type Client, failed, type Result, settle } from "../client.ts";
import type { components, operations } from "../schema";

type Schemas = components["schemas"];
type ChangesQuery = NonNullable<operations["listChanges"]["parameters"]["query"]>;

export interface GroupCalls {
  houses(cursor?: string): Promise<Result<Schemas["FundGroupList"]>>;
  house(slug: string): Promise<Result<Schemas["FundGroupDetail"]>>;
  /** What changed after a day or a token, the oldest first. */
  changes(since: string, kinds: readonly string[]): Promise<Result<Schemas["ChangeList"]>>;
}

const HOUSES = 100;
const CHANGES = 50;
const SLUG = /^[\w-]{1,200}$/;

export function groupCalls(client: Client): GroupCalls {
  return {
    houses: (cursor) =>
      settle(
        client.GET("/api/v1/fund-groups/", { params: { query: { pageSize: HOUSES, ...(cursor ? { cursor } : {}) } } }),
      ),
    house: (slug) =>
      SLUG.test(slug)
        ? settle(client.GET("/api/v1/fund-groups/{slug}/", { params: { path: { slug } } }))
        : Promise.resolve(failed("notFound")),
    changes: (since, kinds) => {
      const query = { since, pageSize: CHANGES, ...(kinds.length > 0 ? { kind: kinds } : {}) } as ChangesQuery;
      return settle(client.GET("/api/v1/changes/", { params: { query } }));
    },
  };
}

import { type SearchQuery, toApi } from "./query.ts";

/** Whether the API gives lists as CSV; read out of its description when the site is built. */
const LISTS_AS_CSV = import.meta.env.API_LISTS_AS_CSV;

/** How many funds the API puts into one file. */
export const FUNDS_IN_CSV = 100;

/** The API's address of a search's first funds as CSV, if the API that the site was built for has it. */
export function csvOf(query: SearchQuery, isOffered: boolean = LISTS_AS_CSV): string | undefined {
  const params = toApi(query);
  params.set("pageSize", String(FUNDS_IN_CSV));
  params.set("format", "csv");
  return isOffered ? `/api/v1/funds/?${params}` : undefined;
}

import type { APIRoute } from "astro";
import { siteApi } from "../../lib/environment.ts";
import { noFile } from "../../lib/files.ts";
import { localeFromParam } from "../../lib/locale.ts";
import { localText } from "../../lib/text.ts";
import { contextOf } from "../../lib/views/context.ts";

const SHORTEST = 2;
const LONGEST = 200;

/** Funds for what somebody has typed so far, for the script of the search field: `[{name, lang?, fundId, href}]`. */
export const GET: APIRoute = async ({ params, url }) => {
  const locale = localeFromParam(params["locale"]);
  const q = (url.searchParams.get("q") ?? "").trim().slice(0, LONGEST);
  if (!locale) return noFile();
  const found = q.length < SHORTEST ? undefined : await siteApi().suggested(q);
  if (found && !found.ok) return noFile(found.failure);
  const { href } = contextOf(locale);
  const options = (found?.data ?? []).map(({ fundId, legalFundNameOnly }) => {
    const { text, lang } = localText(legalFundNameOnly, locale);
    return { name: text, lang, fundId, href: href(`/funds/${fundId}`) };
  });
  return Response.json(options, { headers: { "Cache-Control": "public, max-age=30" } });
};

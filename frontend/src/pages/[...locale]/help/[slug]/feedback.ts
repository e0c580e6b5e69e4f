/** A reader says whether an article helped; it is counted, and the reader goes back to it. */
import type { APIRoute } from "astro";
import { siteApi } from "../../../../lib/environment.ts";
import { formOf, isFromHere, seeOther } from "../../../../lib/forms.ts";
import { localeFacts, localeFromParam, localPath } from "../../../../lib/locale.ts";

export const POST: APIRoute = async ({ params, request }) => {
  const locale = localeFromParam(params["locale"]);
  if (!locale) return new Response(null, { status: 404 });
  if (!isFromHere(request.headers)) return new Response("This form belongs to another site.", { status: 403 });
  const { slug = "" } = params;
  const helpful = (await formOf(request)).get("helpful") === "yes";
  const said = await siteApi().sayHelpful(slug, localeFacts(locale).lang, helpful);
  if (!said.ok && said.failure.kind === "notFound") return new Response(null, { status: 404 });
  return seeOther(`${localPath(locale, `/help/${encodeURIComponent(slug)}`)}${said.ok ? "?said" : ""}#helpful`);
};

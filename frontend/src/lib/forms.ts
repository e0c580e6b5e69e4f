/** Forms that pages of this site send to this site. */
export { isFromHere } from "./gate/rules.ts";

const LONGEST_FORM = 32_000;

/** What was filled in, as far as a form of ours is long. */
export async function formOf(request: Request): Promise<URLSearchParams> {
  return new URLSearchParams((await request.text()).slice(0, LONGEST_FORM));
}

/** Leads on after a form, so that going back or loading again sends nothing twice. */
export function seeOther(location: string): Response {
  return new Response(null, { status: 303, headers: { "Cache-Control": "no-store", Location: location } });
}

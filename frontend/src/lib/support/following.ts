/** One request, opened by its secret link; what is added to it goes back to the same page. */
import type { Api, Failure, Wire } from "../api.ts";
import { formOf, isFromHere, seeOther } from "../forms.ts";
import { type Locale, localPath } from "../locale.ts";

export type Followed =
  | {
      readonly kind: "request";
      readonly key: string;
      readonly request: Wire["SupportState"];
      readonly isRefused: boolean;
    }
  | { readonly kind: "onward"; readonly response: Response }
  | { readonly kind: "failed"; readonly failure: Failure };

const LONGEST_KEY = 100;
const LONGEST_TEXT = 5000;
const NOT_FOUND = { kind: "failed", failure: { kind: "notFound" } } as const;

/** Answers whoever opens the link, or adds something. */
export async function following(request: Request, locale: Locale, api: Api): Promise<Followed> {
  const isReply = request.method === "POST";
  if (isReply && !isFromHere(request.headers))
    return { kind: "onward", response: new Response("This form belongs to another site.", { status: 403 }) };
  const sent = isReply ? await formOf(request) : new URL(request.url).searchParams;
  const key = sent.get("key") ?? "";
  if (!key || key.length > LONGEST_KEY) return NOT_FOUND;
  const text = (sent.get("text") ?? "").trim().slice(0, LONGEST_TEXT);
  const replied = isReply && text ? await api.replyToSupport(key, text) : undefined;
  const isAway = replied && !replied.ok && replied.failure.kind === "unavailable";
  if (isAway) return { kind: "failed", failure: replied.failure };
  if (replied?.ok) {
    const page = `${localPath(locale, "/support/request")}?key=${encodeURIComponent(key)}#messages`;
    return { kind: "onward", response: seeOther(page) };
  }
  const found = await api.supportRequest(key);
  if (!found.ok) return { kind: "failed", failure: found.failure };
  return { kind: "request", key, request: found.data, isRefused: isReply };
}

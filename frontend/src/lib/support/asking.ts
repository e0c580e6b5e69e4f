/** The form by which somebody asks for help: what it is filled with at first, and what becomes of it when it is sent. */
import type { Api, Failure, Wire } from "../api.ts";
import { formOf, isFromHere, seeOther } from "../forms.ts";
import { type Locale, localeFacts, localPath } from "../locale.ts";

export const CATEGORIES = ["site", "fund", "document", "api", "account", "other"] as const;
const FIELDS = ["category", "description", "steps", "expected", "actual", "name", "email", "fundId", "documentSha256"];
/** Why a form comes back, by which the page finds its words. */
export type Mistake = "description" | "email" | "form" | "busy" | "other";
export type Filled = Readonly<Record<string, string>>;

export type Asked =
  | { readonly kind: "form"; readonly token: string; readonly filled: Filled; readonly mistakes: readonly Mistake[] }
  | { readonly kind: "onward"; readonly response: Response }
  | { readonly kind: "failed"; readonly failure: Failure };

const FUND = /^[A-Z0-9-]{1,20}$/;
const SHA256 = /^[0-9a-f]{64}$/;
const EMAIL = /^\S+@\S+\.\S+$/;

/** Answers whoever opens the form, or sends it. */
export async function asking(request: Request, locale: Locale, api: Api): Promise<Asked> {
  if (request.method !== "POST") return form(api, begun(new URL(request.url).searchParams));
  if (!isFromHere(request.headers)) return onward(new Response("This form belongs to another site.", { status: 403 }));
  const sent = await formOf(request);
  const filled = Object.fromEntries(FIELDS.map((name) => [name, (sent.get(name) ?? "").trim()]));
  const mistakes = mistakesIn(filled);
  if (mistakes.length > 0) return form(api, filled, mistakes);
  const asked = await api.askForHelp(wireOf(sent, filled, locale));
  if (asked.ok) return onward(seeOther(`${localPath(locale, "/support/sent")}?number=${asked.data.number}`));
  if (asked.failure.kind === "busy") return form(api, filled, ["busy"]);
  if (asked.failure.kind === "invalid") return form(api, filled, [mistakeOf(asked.failure.problem)]);
  return { kind: "failed", failure: asked.failure };
}

/** What the link to the form says that it is about: a fund or a document. */
function begun(said: URLSearchParams): Filled {
  const [fund, document] = [said.get("fund") ?? "", said.get("document") ?? ""];
  if (FUND.test(fund)) return { category: "fund", fundId: fund };
  return SHA256.test(document) ? { category: "document", documentSha256: document } : { category: "other" };
}

async function form(api: Api, filled: Filled, mistakes: readonly Mistake[] = []): Promise<Asked> {
  const made = await api.supportForm();
  if (!made.ok) return { kind: "failed", failure: made.failure };
  return { kind: "form", token: made.data.token, filled, mistakes };
}

function mistakesIn({ description = "", email = "" }: Filled): readonly Mistake[] {
  return [...(description ? [] : (["description"] as const)), ...(EMAIL.test(email) ? [] : (["email"] as const))];
}

function wireOf(sent: URLSearchParams, filled: Filled, locale: Locale): Wire["SupportAsked"] {
  const category = CATEGORIES.find((known) => known === filled["category"]) ?? "other";
  const said = { ...filled, category, form: sent.get("form") ?? "", website: sent.get("website") ?? "" };
  return { ...said, locale: localeFacts(locale).lang } as Wire["SupportAsked"];
}

/** The API names the field that it doesn't take. */
function mistakeOf({ detail }: Wire["Problem"]): Mistake {
  if (detail.includes("email")) return "email";
  if (detail.includes("description")) return "description";
  return /form|faster/.test(detail) ? "form" : "other";
}

const onward = (response: Response): Asked => ({ kind: "onward", response });

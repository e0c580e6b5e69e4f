/** What the gate says: the question, what was accepted before, or the way on. */
import type { Api, Failure, Wire } from "../api.ts";
import { type Locale, localeFacts } from "../locale.ts";
import { memory as siteMemory } from "./gate.ts";
import { isCurrent, type Memory } from "./memory.ts";
import { cookieOf, isFromHere, isGated, isSecure, localNext, receiptIn, withReceipt } from "./rules.ts";

export interface Question {
  readonly kind: "question";
  readonly notice: Wire["LegalNotice"];
  readonly next: string;
  /** Whether the wording changed while it was read. */
  readonly hasChanged: boolean;
  /** What this reader accepted before, if it is the version in force. */
  readonly accepted: Wire["Acceptance"] | undefined;
}

export type Answer =
  | Question
  | { readonly kind: "onward"; readonly response: Response }
  | { readonly kind: "failed"; readonly failure: Failure };

interface From {
  readonly api: Api;
  readonly memory?: Memory;
}

const UNKEPT = { "Cache-Control": "no-store" };
const LONGEST_FORM = 8_000;

/** Answers whoever comes to the gate, to look or with the form filled in. */
export async function answerAtGate(request: Request, locale: Locale, from: From): Promise<Answer> {
  if (request.method !== "POST") return question(request, locale, from);
  if (!isFromHere(request.headers))
    return onward(new Response("This form belongs to another site.", { status: 403, headers: UNKEPT }));
  const form = new URLSearchParams((await request.text()).slice(0, LONGEST_FORM));
  const next = localNext(form.get("next"), locale);
  const kept = await from.api.accept(form.get("textSha256") ?? "");
  if (!kept.ok) return failed(kept.failure);
  if (!kept.data) return question(request, locale, from, next);
  (from.memory ?? siteMemory).remember(kept.data);
  const { receipt } = kept.data;
  const location = isGated(withoutQuery(next)) ? withReceipt(next, receipt) : next;
  return onward(seeOther(location, { "Set-Cookie": cookieOf(receipt, { secure: isSecure() }) }));
}

async function question(
  request: Request,
  locale: Locale,
  { api, memory = siteMemory }: From,
  changed?: string,
): Promise<Answer> {
  const next = changed ?? localNext(new URL(request.url).searchParams.get("next"), locale);
  const found = await api.legal("disclaimer", localeFacts(locale).lang);
  if (!found.ok) return found.failure.kind === "notFound" ? onward(seeOther(next)) : failed(found.failure);
  const { notice } = found.data;
  const receipt = receiptIn(request.headers.get("Cookie"), isSecure());
  const held = receipt ? await memory.accepted(receipt) : undefined;
  const accepted = held?.ok && isCurrent(held.data, notice) ? held.data : undefined;
  return { kind: "question", notice, next, hasChanged: changed !== undefined, accepted };
}

const withoutQuery = (path: string) => path.split("?", 1)[0] ?? path;
const seeOther = (location: string, headers: Record<string, string> = {}) =>
  new Response(null, { status: 303, headers: { ...headers, ...UNKEPT, Location: location } });
const failed = (failure: Failure): Answer => ({ kind: "failed", failure });
const onward = (response: Response): Answer => ({ kind: "onward", response });

import type { Question } from "../gate/answer.ts";
import type { Context } from "./context.ts";
import { legalInForce, type LegalView } from "./legal.ts";

export interface GateView {
  readonly notice: LegalView;
  readonly lead: string;
  readonly next: string;
  /** Said when another wording came into force while the former one was read. */
  readonly changed: string | undefined;
  /** What this reader got when accepting the version in force. */
  readonly receipt: string | undefined;
}

/** The question, or what was answered before. */
export function gateView({ notice, next, hasChanged, accepted }: Question, context: Context): GateView {
  const { t, f } = context;
  const lead = accepted
    ? t("gate.accepted", { version: accepted.version, time: f.time(accepted.acceptedAt) })
    : t("gate.lead");
  return {
    notice: legalInForce(notice, context),
    lead,
    next,
    changed: hasChanged ? t("gate.changed") : undefined,
    receipt: accepted?.receipt,
  };
}

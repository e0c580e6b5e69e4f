import type { Translator } from "../i18n.ts";
import { label } from "../labels.ts";

/** How a status looks: ordinary, in need of attention, or over. */
export type Tone = "good" | "caution" | "ended";

export interface StatusView {
  readonly text: string;
  readonly tone: Tone;
}

const TONES: Readonly<Record<string, Tone>> = {
  authorised: "good",
  suspended: "caution",
  "in liquidation": "caution",
  deauthorised: "ended",
  terminated: "ended",
  retracted: "ended",
};

export function statusView(status: string, t: Translator): StatusView {
  return { text: label(t, "authorisationStatus", status), tone: TONES[status] ?? "caution" };
}

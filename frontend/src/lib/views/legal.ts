import type { Wire } from "../api.ts";
import type { Context } from "./context.ts";

export interface LegalView {
  /** Names the version in addresses. */
  readonly id: string;
  readonly title: string;
  readonly lang: string;
  readonly state: string;
  readonly html: string;
  readonly sha256: string;
}

export interface LegalPageView {
  readonly title: string;
  readonly inForce: LegalView | undefined;
  /** All other versions, the latest first: those to come, and history. */
  readonly others: readonly LegalView[];
}

type Notice = Wire["LegalNotice"];
type DraftNotice = Omit<Notice, "effectiveFrom"> & { readonly effectiveFrom: string | null };

/** The version in force, which the API knows by its own clock, and beside it all that there are. */
export function legalPage(versions: readonly Notice[], current: Notice | undefined, context: Context): LegalPageView {
  const others = versions.filter(({ textSha256 }) => textSha256 !== current?.textSha256);
  const key = ({ effectiveFrom }: Notice) =>
    !current || effectiveFrom > current.effectiveFrom ? "legal.from" : "legal.earlier";
  return {
    title: (current ?? versions[0])?.title ?? "",
    inForce: current && legalView(current, "legal.inForce", context),
    others: others.map((version) => legalView(version, key(version), context)),
  };
}

/** The version in force. */
export function legalInForce(notice: Notice, context: Context): LegalView {
  return legalView(notice, "legal.inForce", context);
}

/** A version that is still a draft, and may not have its day yet. */
export function legalDraft(notice: DraftNotice, context: Context): LegalView {
  return legalView(notice, notice.effectiveFrom ? "legal.from" : "legal.undated", context);
}

function legalView(
  { version, effectiveFrom, title, html, textSha256, locale }: DraftNotice,
  key: "legal.inForce" | "legal.from" | "legal.earlier" | "legal.undated",
  { t, f }: Context,
): LegalView {
  const state = t(key, { version, date: effectiveFrom ? f.date(effectiveFrom) : "" });
  return { id: `v-${version}`, title, lang: locale, state, html, sha256: textSha256 };
}

import type { Wire } from "../api.ts";
import { difference, type Paragraph, paragraphs } from "../difference.ts";
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

export interface LegalVersionLink {
  readonly href: string;
  readonly state: string;
  /** Set on the version in force. */
  readonly isInForce: boolean;
  /** Where the difference to the version before it is shown; the first one has none. */
  readonly changes: string | undefined;
}

export interface LegalPageView {
  readonly title: string;
  readonly inForce: LegalView | undefined;
  /** All versions, the latest first: those to come, the one in force, and history. */
  readonly versions: readonly LegalVersionLink[];
  /** Whether visitors are asked to accept it. */
  readonly isAccepted: boolean;
}

export interface LegalVersionView {
  readonly notice: LegalView;
  readonly isInForce: boolean;
  readonly changes: LegalChanges | undefined;
  readonly versions: readonly LegalVersionLink[];
}

export interface LegalChanges {
  readonly title: string;
  readonly paragraphs: readonly Paragraph[];
}

type Notice = Wire["LegalNotice"];
type DraftNotice = Omit<Notice, "effectiveFrom"> & { readonly effectiveFrom: string | null };

/** What an address asks for: a version, and another one to compare it with. */
interface Asked {
  readonly id: string;
  readonly since: string | null;
}

/** The version in force, which the API knows by its own clock, and beside it all that there are. */
export function legalPage(versions: readonly Notice[], current: Notice | undefined, context: Context): LegalPageView {
  return {
    title: (current ?? versions[0])?.title ?? "",
    inForce: current && legalInForce(current, context),
    versions: versionLinks(versions, current, context),
    isAccepted: current?.mustBeAccepted ?? false,
  };
}

/** One version, and what changed in it since another one; undefined when there is no such version. */
export function legalVersionPage(
  versions: readonly Notice[],
  current: Notice | undefined,
  { id, since }: Asked,
  context: Context,
): LegalVersionView | undefined {
  const notice = versions.find((version) => idOf(version) === id);
  const earlier = versions.find((version) => idOf(version) === since);
  if (!notice || (since !== null && !earlier)) return undefined;
  const isInForce = notice.textSha256 === current?.textSha256;
  return {
    notice: legalView(notice, stateOf(notice, current), context),
    isInForce,
    changes: earlier && changesSince(earlier, notice, context),
    versions: versionLinks(versions, current, context),
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

/** The name of a version, as addresses can hold it. */
const idOf = ({ version }: Pick<Notice, "version">): string => version.replace(/[^\p{L}\p{N}.-]+/gu, "-");

function versionLinks(
  versions: readonly Notice[],
  current: Notice | undefined,
  context: Context,
): readonly LegalVersionLink[] {
  return versions.map((version, index) => {
    const before = versions[index + 1];
    const href = context.href(`/legal/${version.kind}/${encodeURIComponent(idOf(version))}`);
    return {
      href,
      state: legalView(version, stateOf(version, current), context).state,
      isInForce: version.textSha256 === current?.textSha256,
      changes: before && `${href}?since=${encodeURIComponent(idOf(before))}`,
    };
  });
}

function changesSince(earlier: Notice, notice: Notice, { t }: Context): LegalChanges {
  const texts = ({ title, html }: Notice) => [title, ...paragraphs(html)];
  return {
    title: t("legal.changes.title", { version: notice.version, earlier: earlier.version }),
    paragraphs: difference(texts(earlier), texts(notice)),
  };
}

type State = "legal.inForce" | "legal.from" | "legal.earlier" | "legal.undated";

function stateOf(version: Notice, current: Notice | undefined): State {
  if (version.textSha256 === current?.textSha256) return "legal.inForce";
  return !current || version.effectiveFrom > current.effectiveFrom ? "legal.from" : "legal.earlier";
}

function legalView(notice: DraftNotice, key: State, { t, f }: Context): LegalView {
  const { version, effectiveFrom, title, html, textSha256, locale } = notice;
  const state = t(key, { version, date: effectiveFrom ? f.date(effectiveFrom) : "" });
  return { id: idOf(notice), title, lang: locale, state, html, sha256: textSha256 };
}

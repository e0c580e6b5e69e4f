import type { Wire } from "../api.ts";
import { english, type LocalText, localText, plain } from "../text.ts";
import type { Context } from "./context.ts";
import { type DocumentSources, typeName } from "./documents.ts";
import type { Fact } from "./facts.ts";

export interface DocumentLinkView {
  readonly text: string;
  readonly href: string;
}

export interface FundOfDocument {
  readonly fundId: string;
  readonly name: LocalText;
  readonly href: string;
}

export interface FileView {
  readonly title: LocalText;
  readonly type: string;
  readonly sha256: string;
  readonly download: string;
  readonly size: string;
  readonly language: string;
  /** Set where this isn't what stands now: what happened, and what came after. */
  readonly ended?: { readonly sentence: string; readonly newer: readonly DocumentLinkView[] };
  readonly facts: readonly Fact[];
  readonly earlier: readonly DocumentLinkView[];
  readonly funds: readonly FundOfDocument[];
  readonly moreFunds?: string;
}

export interface VerificationView {
  readonly found: boolean;
  readonly title: string;
  readonly detail: string;
  readonly documents: readonly { readonly title: LocalText; readonly href: string; readonly dated: string }[];
}

type Publication = Wire["DocumentAtFunds"];
export type Names = ReadonlyMap<string, Record<string, string>>;

/** What stands of a file now, or stood last: the publication that is current, else the newest. */
export function shownPublication({ publications }: Wire["DocumentAbout"]): Publication | undefined {
  return publications.find(({ status }) => status === "current") ?? publications[0];
}

/** The page of one file; `names` has those funds whose names are known. */
export function fileView(shown: Publication, names: Names, sources: DocumentSources, context: Context): FileView {
  const { t, f, locale } = context;
  const ended = endedView(shown, context);
  const more = shown.fundCount - shown.fundIds.length;
  return {
    title: localText(shown.title, locale),
    type: typeName(shown.documentType, sources.documentTypes, context),
    sha256: shown.sha256,
    download: sources.resolve(shown.url),
    size: t("doc.download", { size: f.fileSize(shown.sizeInBytes) }),
    language: shown.languages[0] ?? "und",
    ...(ended ? { ended } : {}),
    facts: facts(shown, sources.documentTypes, context),
    earlier: shown.supersedes.map((link) => linkView(link, context)),
    funds: shown.fundIds.map((fundId) => fundOf(fundId, names, context)),
    ...(more > 0 ? { moreFunds: t("doc.moreFunds", { count: f.count(more) }) } : {}),
  };
}

function endedView({ status, isLatest, supersededBy }: Publication, context: Context): FileView["ended"] {
  if (status === "current" && isLatest && supersededBy.length === 0) return undefined;
  const key = status === "current" ? "superseded" : status;
  return {
    sentence: context.t(`doc.status.${key}`),
    newer: supersededBy.map((link) => linkView(link, context)),
  };
}

function facts(shown: Publication, types: DocumentSources["documentTypes"], context: Context): readonly Fact[] {
  const { t, f, locale } = context;
  const fact = (term: string, value: LocalText | undefined): Fact[] => (value ? [{ term, values: [value] }] : []);
  const day = (iso: string | null | undefined) => (iso ? plain(f.date(iso)) : undefined);
  return [
    ...fact(t("doc.type"), plain(typeName(shown.documentType, types, context))),
    ...fact(t("doc.languages"), plain(shown.languages.map(f.language).join(", "))),
    ...fact(t("doc.date"), day(shown.documentDate)),
    ...fact(t("doc.publicationDate"), day(shown.publicationDate)),
    ...fact(t("doc.validFrom"), day(shown.validFrom)),
    ...fact(t("doc.expirationDate"), day(shown.expirationDate)),
    ...fact(t("doc.pages"), shown.pages ? plain(f.count(shown.pages)) : undefined),
    ...fact(t("doc.firstPublished"), plain(f.time(shown.firstPublishedAt))),
    ...fact(t("doc.ended"), shown.endedAt ? plain(f.time(shown.endedAt)) : undefined),
    ...fact(t("record.provider"), shown.source === "upload" ? plain(t("doc.byHand")) : english(shown.provider, locale)),
    ...(shown.deliveryId
      ? [{ term: t("record.delivery"), values: [plain(shown.deliveryId)], code: true } as const]
      : []),
    { term: t("doc.id"), values: [plain(shown.documentId)], code: true },
  ];
}

function fundOf(fundId: string, names: Names, { locale, href }: Context): FundOfDocument {
  const name = names.get(fundId);
  return { fundId, name: name ? localText(name, locale) : plain(fundId), href: href(`/funds/${fundId}`) };
}

function linkView({ documentId, sha256 }: Wire["DocumentLink"], { href }: Context): DocumentLinkView {
  return { text: documentId, href: href(`/documents/${sha256}`) };
}

/** What the API says to "did you publish this?"; nothing was found if it answered 404. */
export function verificationView(found: Wire["Verification"] | undefined, context: Context): VerificationView {
  const { t, f, href, locale } = context;
  if (!found) return { found: false, title: t("verify.no"), detail: t("verify.noDetail"), documents: [] };
  return {
    found: true,
    title: t(found.isCurrent ? "verify.yes" : "verify.yesOnce"),
    detail: t("verify.since", { time: f.time(found.firstPublishedAt) }),
    documents: found.documents.map(({ title, sha256, documentDate }) => ({
      title: localText(title, locale),
      href: href(`/documents/${sha256}`),
      dated: t("doc.dated", { date: f.date(documentDate) }),
    })),
  };
}

import type { Wire } from "../api.ts";
import { localeFacts } from "../locale.ts";
import { type LocalText, localText } from "../text.ts";
import type { Context } from "./context.ts";

export interface DocumentView {
  readonly href: string;
  readonly title: LocalText;
  /** BCP 47 tag of the file, for hreflang. */
  readonly language: string;
  readonly languages: string;
  readonly size: string;
  readonly dated: string;
  readonly published: string;
  readonly version?: string;
  /** Set where people published it and not the provider. */
  readonly byHand?: string;
  /** Set where it is not simply for this fund. */
  readonly appliesTo?: string;
  readonly sha256: string;
}

export interface DocumentGroup {
  readonly title: string;
  readonly current: readonly DocumentView[];
  readonly earlier: readonly DocumentView[];
  readonly earlierTitle: string;
}

type Document = Wire["PublishedDocument"];

/** Where files are, and which types there are: in their order, with their names. */
export interface DocumentSources {
  readonly resolve: (url: string) => string;
  readonly documentTypes: readonly Wire["DocumentType"][];
}

/** Documents by type, within it by language and newest first; superseded and archived ones apart. */
export function documentGroups(
  documents: readonly Document[],
  { resolve, documentTypes }: DocumentSources,
  context: Context,
): readonly DocumentGroup[] {
  const rank = (type: string) => rankOf(type, documentTypes);
  const types = [...new Set(documents.map((document) => document.documentType))].sort((a, b) => rank(a) - rank(b));
  return types.map((type) => {
    const ofType = documents.filter((document) => document.documentType === type).sort(byLanguageThenDate);
    const view = (isCurrent: boolean) =>
      ofType
        .filter((document) => (document.status === "current") === isCurrent)
        .map((document) => documentView(document, resolve, context));
    const earlier = view(false);
    const earlierTitle = context.t.plural("doc.earlier", earlier.length, context.f.count(earlier.length));
    return { title: typeName(type, documentTypes, context), current: view(true), earlier, earlierTitle };
  });
}

function rankOf(type: string, types: DocumentSources["documentTypes"]): number {
  const place = types.findIndex(({ code }) => code === type);
  return place === -1 ? types.length : place;
}

/** What the type is called; its code where nobody told. */
function typeName(type: string, types: DocumentSources["documentTypes"], { locale }: Context): string {
  return types.find(({ code }) => code === type)?.name[localeFacts(locale).lang] ?? type;
}

function byLanguageThenDate(a: Document, b: Document): number {
  return a.languages.join().localeCompare(b.languages.join()) || b.documentDate.localeCompare(a.documentDate);
}

function documentView(document: Document, resolve: (url: string) => string, context: Context): DocumentView {
  const { t, f, locale } = context;
  const appliesTo = appliesToText(document.appliesTo, context);
  return {
    href: resolve(document.url),
    title: localText(document.title, locale),
    language: document.languages[0] ?? "und",
    languages: document.languages.map(f.language).join(", "),
    size: t("doc.download", { size: f.fileSize(document.sizeInBytes) }),
    dated: t("doc.dated", { date: f.date(document.documentDate) }),
    published: t("doc.published", { date: f.date(document.publicationDate) }),
    ...(document.version ? { version: t("doc.version", { version: document.version }) } : {}),
    ...(document.source === "upload" ? { byHand: t("doc.byHand") } : {}),
    ...(appliesTo ? { appliesTo } : {}),
    sha256: document.sha256,
  };
}

function appliesToText(targets: Document["appliesTo"], { t }: Context): string | undefined {
  if (targets.some((target) => target.level === "fund")) return undefined;
  const classes = targets.filter((target) => target.level === "shareClass").map((target) => target.id);
  if (classes.length > 0) return t("doc.appliesToClass", { id: classes.join(", ") });
  return t(targets.some((target) => target.level === "umbrella") ? "doc.appliesToUmbrella" : "doc.appliesToCompany");
}

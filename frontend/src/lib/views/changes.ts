import type { Wire } from "../api.ts";
import { type LocalText, localText } from "../text.ts";
import type { Context } from "./context.ts";
import { type DocumentSources, typeName } from "./documents.ts";
import { fieldName } from "./fields.ts";

export const KINDS = [
  "published",
  "changed",
  "corrected",
  "documentPublished",
  "documentWithdrawn",
  "noticePublished",
  "toBeDeauthorised",
  "deauthorised",
  "reinstated",
  "retracted",
] as const;
type Kind = (typeof KINDS)[number];

export interface ChangeRow {
  readonly at: string;
  readonly time: string;
  readonly name: LocalText;
  readonly href: string;
  readonly house?: LocalText;
  readonly kinds: readonly string[];
  /** Where what exactly changed is told. */
  readonly version: { readonly text: string; readonly href: string };
  readonly fields?: string;
  readonly documents: readonly { readonly text: string; readonly href: string }[];
}

export interface ChangesView {
  readonly rows: readonly ChangeRow[];
  readonly next?: string;
}

const SHOWN = 5;

/** One page of what changed in the record. */
export function changesView(
  list: Wire["ChangeList"],
  { kinds, documentTypes }: { kinds: readonly string[] } & Pick<DocumentSources, "documentTypes">,
  context: Context,
): ChangesView {
  const rows = list.results.map((change) => changeRow(change, documentTypes, context));
  const params = new URLSearchParams([["after", list.token], ...kinds.map((kind) => ["kind", kind])]);
  return { rows, ...(list.hasMore ? { next: `${context.href("/changes")}?${params}` } : {}) };
}

function changeRow(change: Wire["Change"], types: DocumentSources["documentTypes"], context: Context): ChangeRow {
  const { t, f, href, locale } = context;
  const { fundId, version, at, kinds, fundGroupName, documents } = change;
  const isFirst = kinds.includes("published"); // Then all is new, which needs no list.
  const fields = isFirst ? "" : fieldsOf(change.fields, context);
  return {
    at,
    time: f.time(at),
    name: localText(change.legalFundNameOnly, locale),
    href: href(`/funds/${fundId}`),
    ...(fundGroupName ? { house: localText(fundGroupName, locale) } : {}),
    kinds: kinds.map((kind) => t(`changes.kind.${kind}`)),
    version: {
      text: t("history.version", { version: f.count(version) }),
      href: href(`/funds/${fundId}/history#v${version}`),
    },
    ...(fields ? { fields } : {}),
    documents: (isFirst ? [] : documents.slice(0, SHOWN)).map(({ documentType, sha256, kind }) => ({
      text: `${typeName(documentType, types, context)} (${t(`changes.document.${kind}`)})`,
      href: href(`/documents/${sha256}`),
    })),
  };
}

function fieldsOf(fields: readonly string[], context: Context): string {
  return [...new Set(fields.map((field) => fieldName(`/${field}`, context)))].join(", ");
}

/** Kinds as an address may name them. */
export const knownKinds = (said: readonly string[]): readonly Kind[] => KINDS.filter((kind) => said.includes(kind));

/** The day from which changes are told unless somebody asks for another: a week ago. */
export function weekBefore(today: string): string {
  return new Date(Date.parse(today) - 7 * 86_400_000).toISOString().slice(0, 10);
}

import type { Wire } from "../api.ts";
import type { Context } from "./context.ts";
import { fieldName } from "./fields.ts";
import { sourceSentence } from "./record.ts";

export interface SourceRow {
  /** The field's own name: what links lead to. */
  readonly id?: string;
  readonly field: string;
  readonly source: string;
  readonly place?: string;
  /** Since which version the value is as it is; a dated figure makes none. */
  readonly since?: string;
}

export interface SourceGroup {
  readonly title: string;
  readonly rows: readonly SourceRow[];
}

type Field = Wire["FieldProvenance"];

/** Where each field comes from: those of the fund, then of each share class, then documents. */
export function sourceGroups({ fields }: Wire["Provenance"], context: Context): readonly SourceGroup[] {
  const isins = [...new Set(fields.flatMap(({ isin }) => isin ?? []))];
  const group = (title: string, belongs: (field: Field) => boolean) => ({
    title,
    rows: withIds(fields.filter(belongs), context),
  });
  const groups = [
    group(context.t("fund.facts"), ({ isin, documentId }) => !isin && !documentId),
    ...isins.map((of) => group(`${context.t("class.name")} ${of}`, ({ isin }) => isin === of)),
    group(context.t("fund.documents"), ({ documentId }) => Boolean(documentId)),
  ];
  return groups.filter(({ rows }) => rows.length > 0);
}

/** The first row of each field of the fund bears its name. */
function withIds(fields: readonly Field[], context: Context): readonly SourceRow[] {
  const seen = new Set<string>();
  return fields.map((field) => {
    const name = field.pointer.split("/")[1] ?? "";
    const isFirst = !field.isin && !field.documentId && !seen.has(name);
    seen.add(name);
    return { ...row(field, context), ...(isFirst ? { id: name } : {}) };
  });
}

function row({ pointer, documentId, sinceVersion, since, source }: Field, context: Context): SourceRow {
  const { t, f } = context;
  return {
    field: documentId ?? fieldName(pointer, context),
    source: sourceSentence(source, context),
    ...(source.kind === "delivery" ? { place: `${source.file}#${source.pointer}` } : {}),
    ...(sinceVersion && since
      ? { since: t("source.since", { version: f.count(sinceVersion), date: f.date(since) }) }
      : {}),
  };
}

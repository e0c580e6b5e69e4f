import type { Wire } from "../api.ts";
import { cursorOf } from "../query.ts";
import type { LocalText } from "../text.ts";
import type { Context } from "./context.ts";
import { fieldName, valueText } from "./fields.ts";
import { sourceSentence } from "./record.ts";

export interface Difference {
  readonly field: string;
  /** The share class that it is about. */
  readonly isin?: string;
  readonly before?: LocalText;
  readonly after?: LocalText;
}

export interface VersionView {
  readonly id: string;
  readonly title: string;
  readonly day: string;
  readonly published: string;
  readonly source: string;
  readonly href: string;
  readonly differences: readonly Difference[];
  readonly isFirst: boolean;
}

export interface HistoryView {
  readonly versions: readonly VersionView[];
  readonly older?: string;
}

/** What follows from a document's status or bytes, and would only be told twice. */
const FOLLOWS = /^\/documents\/\d+\/(isLatest|url|sizeInBytes)$/;

/** One page of a fund's versions, the newest first. */
export function historyView(list: Wire["VersionList"], context: Context): HistoryView {
  const cursor = cursorOf(list.next);
  const path = context.href(`/funds/${list.fundId}/history`);
  return {
    versions: list.results.map((entry) => versionView(entry, list.fundId, context)),
    ...(cursor ? { older: `${path}?cursor=${encodeURIComponent(cursor)}` } : {}),
  };
}

function versionView(entry: Wire["VersionEntry"], fundId: string, context: Context): VersionView {
  const { t, f, href } = context;
  const { version, validFrom, validTo, source, changes } = entry;
  return {
    id: `v${version}`,
    title: t("history.version", { version: f.count(version) }),
    day: validFrom,
    published: t("history.published", { time: f.time(validFrom) }),
    source: sourceSentence(source, context),
    href: validTo ? href(`/funds/${fundId}?version=${version}`) : href(`/funds/${fundId}`),
    differences: changes.filter(({ pointer }) => !FOLLOWS.test(pointer)).map((change) => difference(change, context)),
    isFirst: version === 1,
  };
}

function difference({ pointer, old, new: now, isin }: Wire["FieldDifference"], context: Context): Difference {
  const field = pointer.split("/").at(-1);
  const before = valueText(old, context, field);
  const after = valueText(now, context, field);
  return {
    field: fieldName(pointer, context),
    ...(isin ? { isin } : {}),
    ...(before ? { before } : {}),
    ...(after ? { after } : {}),
  };
}

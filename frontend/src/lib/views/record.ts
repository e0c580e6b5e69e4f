import type { Wire } from "../api.ts";
import { english, type LocalText } from "../text.ts";
import type { Context } from "./context.ts";
import type { Fact } from "./facts.ts";

/** What the ledger knows of one version; `source` is empty where people and no delivery made it. */
export interface Recorded {
  readonly version: number;
  readonly publishedAt: string;
  readonly sha256: string;
  readonly provider?: string;
  readonly deliveryId?: string;
  readonly contentDate?: string | null;
  readonly file?: string;
  readonly pointer?: string;
}

type Source = Wire["VersionEntry"]["source"];

export const recordedSource = (source: Source): Partial<Wire["DeliverySource"]> =>
  source.kind === "delivery" ? source : {};

/** The lines of the stamp. */
export function recordFacts(recorded: Recorded, { t, f, locale }: Context): readonly Fact[] {
  const { version, publishedAt, sha256, provider, deliveryId, contentDate, file, pointer } = recorded;
  const fact = (term: string, value: LocalText): Fact => ({ term, values: [value] });
  const code = (term: string, text: string): Fact => ({ ...fact(term, { text }), code: true });
  return [
    fact(t("record.version"), { text: f.count(version) }),
    fact(t("record.published"), { text: f.time(publishedAt) }),
    ...(contentDate ? [fact(t("record.content"), { text: f.date(contentDate) })] : []),
    ...(provider ? [fact(t("record.provider"), english(provider, locale))] : []),
    ...(deliveryId ? [code(t("record.delivery"), deliveryId)] : []),
    ...(file ? [code(t("record.pointer"), `${file}#${pointer ?? ""}`)] : []),
    code(t("record.checksum"), sha256),
  ];
}

/** Where something comes from, in one sentence. */
export function sourceSentence(source: Source, { t, f }: Context): string {
  switch (source.kind) {
    case "delivery":
      return t("source.delivery", { provider: source.provider, delivery: source.deliveryId });
    case "correction":
      return t(`source.correction.${source.action}`, { reason: source.reason, date: f.date(source.approvedAt) });
    case "editorial":
      return t("source.editorial", { date: f.date(source.approvedAt) });
    case "upload":
      return t("source.upload", { date: f.date(source.approvedAt) });
  }
}

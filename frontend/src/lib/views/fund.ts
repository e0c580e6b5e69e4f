import type { Wire } from "../api.ts";
import { label } from "../labels.ts";
import { english, type LocalText, localText } from "../text.ts";
import { localeFacts } from "../locale.ts";
import type { Context } from "./context.ts";
import { type DocumentGroup, documentGroups, type DocumentSources } from "./documents.ts";
import { type Fact, type FactGroup, factGroups } from "./facts.ts";
import { type ShareClassTable, shareClassTable } from "./shareclasses.ts";
import { statusView, type StatusView } from "./status.ts";

export interface Link {
  readonly text: LocalText;
  readonly href: string;
}

export interface DeauthorisedBanner {
  readonly title: string;
  readonly sentences: readonly string[];
  readonly successor?: Link;
  /** Address of the register of all such funds. */
  readonly register: string;
}

export interface SummaryView {
  readonly html: string;
  /** Set where the text isn't in the page's language. */
  readonly lang?: "en" | "zh-Hant";
}

export interface FundView {
  readonly fundId: string;
  readonly name: LocalText;
  readonly status: StatusView;
  readonly umbrella?: Link;
  readonly house?: Link;
  readonly keyFacts: readonly Fact[];
  readonly deauthorised?: DeauthorisedBanner;
  readonly source: string;
  /** What editors say about it: safe HTML. */
  readonly summary?: SummaryView;
  /** A sentence for each field whose value isn't the provider's. */
  readonly corrections: readonly string[];
  readonly groups: readonly FactGroup[];
  readonly shareClasses: ShareClassTable;
  readonly documents: readonly DocumentGroup[];
  readonly record: readonly Fact[];
}

type Fund = Wire["FundDetail"];

/** Everything that the fund page shows; `today` is an ISO date. */
export function fundView(
  fund: Fund,
  { today, ...sources }: DocumentSources & { readonly today: string },
  context: Context,
): FundView {
  const { locale, t, f } = context;
  const { publication } = fund;
  return {
    fundId: fund.fundId,
    name: localText(fund.legalFundNameOnly, locale),
    status: statusView(fund.authorisationStatus, t),
    ...links(fund, context),
    keyFacts: keyFacts(fund, context),
    ...(fund.deauthorisation ? { deauthorised: deauthorisedBanner(fund, fund.deauthorisation, today, context) } : {}),
    source: t("fund.factsSource", {
      provider: publication.provider,
      delivery: publication.deliveryId,
      date: f.date(publication.contentDate ?? publication.publishedAt),
    }),
    ...summary(fund, context),
    corrections: (fund.corrections ?? []).map((correction) => corrected(correction, context)),
    groups: factGroups(fund, context),
    shareClasses: shareClassTable(fund.shareClasses, context),
    documents: documentGroups(fund.documents, sources, context),
    record: recordFacts(publication, context),
  };
}

/** The day that a page is about, as an ISO date. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}

function summary({ editorial }: Fund, { locale }: Context): Pick<FundView, "summary"> {
  if (!editorial) return {};
  const { lang } = localeFacts(locale);
  const own = editorial.summary[lang];
  const [other, html] = own ? [lang, own] : (Object.entries(editorial.summary)[0] ?? [lang, ""]);
  if (!html) return {};
  return { summary: other === lang ? { html } : { html, lang: other === "en" ? "en" : "zh-Hant" } };
}

function corrected(correction: Wire["PublishedCorrection"], { t, f }: Context): string {
  const { field, providerValue, reason, since } = correction;
  const stated = typeof providerValue === "string" ? providerValue : JSON.stringify(providerValue);
  return t("fund.corrected", {
    field: field.slice(1).replaceAll("/", " › "),
    value: providerValue === null ? t("fund.correctedNothing") : stated,
    reason,
    date: f.date(since),
  });
}

function links({ umbrella, fundGroupName }: Fund, { locale, href }: Context): Pick<FundView, "umbrella" | "house"> {
  const to = (filter: string, value: string) => href(`/funds?${new URLSearchParams({ [filter]: value })}`);
  return {
    ...(umbrella
      ? { umbrella: { text: localText(umbrella.umbrellaName, locale), href: to("umbrellaId", umbrella.umbrellaId) } }
      : {}),
    ...(fundGroupName?.["en"]
      ? { house: { text: localText(fundGroupName, locale), href: to("fundGroupName", fundGroupName["en"]) } }
      : {}),
  };
}

/** The figures that people compare first, for the strip under the name. */
function keyFacts(fund: Fund, { t, f }: Context): readonly Fact[] {
  const { aumFund, assetClass, riskLevel } = fund;
  const one = (term: string, text: string, note?: string): Fact => ({
    term,
    values: [{ text }],
    ...(note ? { note } : {}),
  });
  return [
    ...(aumFund
      ? [one(t("fact.size"), f.compactMoney(aumFund.value, aumFund.currency), asOf(aumFund.date, t, f))]
      : []),
    ...(assetClass ? [one(t("fact.assetClass"), label(t, "assetClass", assetClass))] : []),
    one(t("fact.domicile"), f.region(fund.fundDomicileAlpha2)),
    one(t("fact.currency"), fund.fundCurrency),
    ...(riskLevel ? [{ ...one(t("fact.risk"), t("fund.riskScale", { level: riskLevel })), level: riskLevel }] : []),
  ];
}

function asOf(date: string | null | undefined, t: Context["t"], f: Context["f"]): string | undefined {
  return date ? t("fund.asOf", { date: f.shortDate(date) }) : undefined;
}

function deauthorisedBanner(
  fund: Fund,
  { deauthorisationDate, reason, lastDealingDate, absorbedByFundId }: NonNullable<Fund["deauthorisation"]>,
  today: string,
  { t, f, href, locale }: Context,
): DeauthorisedBanner {
  const ahead = deauthorisationDate > today;
  const over = fund.authorisationStatus === "terminated" ? "deauth.bannerTerminated" : "deauth.banner";
  const sentences = [
    t(ahead ? "deauth.sinceFuture" : "deauth.since", { date: f.date(deauthorisationDate) }),
    ...(reason ? [t("deauth.reason", { reason: label(t, "reason", reason).toLowerCase() })] : []),
    ...(lastDealingDate ? [t("deauth.lastDealing", { date: f.date(lastDealingDate) })] : []),
  ];
  return {
    title: t(ahead ? "deauth.bannerSoon" : over),
    sentences,
    register: href("/deauthorised"),
    ...(absorbedByFundId
      ? { successor: { text: english(absorbedByFundId, locale), href: href(`/funds/${absorbedByFundId}`) } }
      : {}),
  };
}

function recordFacts(publication: Fund["publication"], { t, f, locale }: Context): readonly Fact[] {
  const fact = (term: string, value: LocalText): Fact => ({ term, values: [value] });
  const code = (term: string, text: string): Fact => ({ ...fact(term, { text }), code: true });
  return [
    fact(t("record.version"), { text: f.count(publication.version) }),
    fact(t("record.published"), { text: f.time(publication.publishedAt) }),
    ...(publication.contentDate ? [fact(t("record.content"), { text: f.date(publication.contentDate) })] : []),
    fact(t("record.provider"), english(publication.provider, locale)),
    code(t("record.delivery"), publication.deliveryId),
    ...(publication.file ? [code(t("record.pointer"), `${publication.file}#${publication.pointer}`)] : []),
    code(t("record.checksum"), publication.sha256),
  ];
}

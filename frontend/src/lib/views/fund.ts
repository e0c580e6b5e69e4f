import type { Wire } from "../api.ts";
import { label } from "../labels.ts";
import { english, type LocalText, localText } from "../text.ts";
import { localeFacts } from "../locale.ts";
import type { Context } from "./context.ts";
import { type DocumentGroup, documentGroups, type DocumentSources } from "./documents.ts";
import { otherCorrections } from "./corrections.ts";
import { type Fact, type FactGroup, factGroups } from "./facts.ts";
import { type Recorded, recordFacts } from "./record.ts";
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
  /** The management company. */
  readonly manager: string;
  readonly umbrella?: Link;
  readonly house?: Link;
  readonly keyFacts: readonly Fact[];
  readonly deauthorised?: DeauthorisedBanner;
  /** Whose words these are; unknown of a version that people made. */
  readonly source?: string;
  /** What editors say about it: safe HTML. */
  readonly summary?: SummaryView;
  /** A sentence for each corrected field that no fact below shows. */
  readonly corrections: readonly string[];
  readonly groups: readonly FactGroup[];
  readonly shareClasses: ShareClassTable;
  /** Notices to holders, apart from the documents that describe the fund. */
  readonly notices: readonly DocumentGroup[];
  readonly documents: readonly DocumentGroup[];
  readonly record: readonly Fact[];
}

/** A fund as it is or as it was; what was once published doesn't hold its own publication. */
type Fund = Wire["FundProfile"];

interface Around extends DocumentSources {
  /** The day of the page, as an ISO date. */
  readonly today: string;
  readonly recorded: Recorded | undefined;
  /** What the fund that absorbed this one is called. */
  readonly successor?: LocalText | undefined;
}

const NOTICE = "NT";

/** Everything that the fund page shows. */
export function fundView(fund: Fund, around: Around, context: Context): FundView {
  const { today, recorded, successor } = around;
  const { locale, t } = context;
  const groups = factGroups(fund, context);
  const shown = new Set(groups.flatMap(({ facts }) => facts.map(({ field }) => field)));
  const documents = (isNotice: boolean) =>
    documentGroups(
      fund.documents.filter(({ documentType }) => (documentType === NOTICE) === isNotice),
      around,
      context,
    );
  return {
    fundId: fund.fundId,
    name: localText(fund.legalFundNameOnly, locale),
    status: statusView(fund.authorisationStatus, t),
    manager: fund.manCo,
    ...links(fund, context),
    keyFacts: keyFacts(fund, context),
    ...(fund.deauthorisation
      ? { deauthorised: deauthorisedBanner(fund, fund.deauthorisation, { today, successor }, context) }
      : {}),
    ...source(recorded, context),
    ...summary(fund, context),
    corrections: otherCorrections(fund.corrections ?? [], shown, context),
    groups,
    shareClasses: shareClassTable(fund.shareClasses, context),
    notices: documents(true),
    documents: documents(false),
    record: recorded ? recordFacts(recorded, context) : [],
  };
}

function summary({ editorial }: Fund, { locale }: Context): Pick<FundView, "summary"> {
  if (!editorial) return {};
  const { lang } = localeFacts(locale);
  const own = editorial.summary[lang];
  const [other, html] = own ? [lang, own] : (Object.entries(editorial.summary)[0] ?? [lang, ""]);
  if (!html) return {};
  return { summary: other === lang ? { html } : { html, lang: other === "en" ? "en" : "zh-Hant" } };
}

function source(recorded: Recorded | undefined, { t, f }: Context): Pick<FundView, "source"> {
  if (!recorded?.provider || !recorded.deliveryId) return {};
  const { provider, deliveryId, contentDate, publishedAt } = recorded;
  return {
    source: t("fund.factsSource", { provider, delivery: deliveryId, date: f.date(contentDate ?? publishedAt) }),
  };
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
  { today, successor }: Pick<Around, "today" | "successor">,
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
      ? {
          successor: { text: successor ?? english(absorbedByFundId, locale), href: href(`/funds/${absorbedByFundId}`) },
        }
      : {}),
  };
}

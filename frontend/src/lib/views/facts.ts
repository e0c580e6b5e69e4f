import type { Wire } from "../api.ts";
import { label, yesNo } from "../labels.ts";
import { localeFacts } from "../locale.ts";
import { english, type LocalText, localText, plain, type LanguageMap } from "../text.ts";
import type { Context } from "./context.ts";

/** One line of a summary list: what, its value or values, and since or as of when. */
export interface Fact {
  readonly term: string;
  readonly values: readonly LocalText[];
  readonly note?: string;
  readonly href?: string;
  /** A code, to be set in fixed width. */
  readonly code?: true;
  /** A place on the scale from 1 to 5, to be drawn. */
  readonly level?: number;
}

export interface FactGroup {
  readonly title: string;
  readonly facts: readonly Fact[];
}

type Fund = Wire["FundDetail"];
type Maybe = string | null | undefined;

/** Every stated fact, grouped; what the provider did not state is left out. */
export function factGroups(fund: Fund, context: Context): readonly FactGroup[] {
  const { t } = context;
  const groups = [
    { title: t("fund.group.investment"), facts: investment(fund, context) },
    { title: t("fund.group.authorisation"), facts: authorisation(fund, context) },
    { title: t("fund.group.structure"), facts: structure(fund, context) },
    { title: t("fund.group.parties"), facts: parties(fund, context) },
    { title: t("fund.group.identity"), facts: identity(fund, context) },
  ];
  return groups.filter((group) => group.facts.length > 0);
}

function investment(fund: Fund, context: Context): Fact[] {
  const { t, f } = context;
  return stated([
    fact(t("fact.objective"), text(fund.investmentObjective, context)),
    fact(
      t("fact.assetClass"),
      word(fund.assetClass, (value) => label(t, "assetClass", value)),
    ),
    fact(
      t("fact.geography"),
      word(fund.geography, (value) => label(t, "geography", value)),
    ),
    fact(t("fact.risk"), fund.riskLevel ? plain(t("fund.riskScale", { level: fund.riskLevel })) : undefined),
    size(fund.aumFund, context),
    fact(t("fact.isEtf"), flag(fund.isEtf, context)),
    fact(t("fact.isMmf"), flag(fund.isMoneyMarketFund, context)),
    fact(t("fact.launch"), word(fund.fundLaunchDate, f.date)),
  ]);
}

function size(aum: Fund["aumFund"], { t, f }: Context): Fact | undefined {
  if (!aum) return undefined;
  const values = [plain(f.money(aum.value, aum.currency))];
  return { term: t("fact.size"), values, ...(aum.date ? { note: t("fund.asOf", { date: f.date(aum.date) }) } : {}) };
}

function authorisation(fund: Fund, { t, f }: Context): Fact[] {
  const since = fund.authorisationStatusDate;
  const status = plain(label(t, "authorisationStatus", fund.authorisationStatus));
  return stated([
    {
      term: t("fact.status"),
      values: [status],
      ...(since ? { note: t("fund.since", { date: f.date(since) }) } : {}),
    },
    fact(t("fact.authorisationDate"), plain(f.date(fund.authorisationDate))),
  ]);
}

function structure(fund: Fund, context: Context): Fact[] {
  const { t, f } = context;
  return stated([
    umbrella(fund, context),
    fact(t("fact.domicile"), plain(f.region(fund.fundDomicileAlpha2))),
    fact(t("fact.currency"), plain(`${fund.fundCurrency} · ${f.currency(fund.fundCurrency)}`)),
    fact(t("fact.legalForm"), only(fund.legalForm, context)),
    fact(t("fact.directive"), only(fund.typeOfEuDirective, context)),
    fact(
      t("fact.structure"),
      word(fund.openEndedOrClosedEndedFundStructure, (value) => label(t, "structure", value)),
    ),
    fact(
      t("fact.valuation"),
      word(fund.valuationFrequency, (value) => label(t, "frequency", value)),
    ),
    fact(t("fact.fiscalYearEnd"), word(fund.fiscalYearEnd, f.monthDay)),
  ]);
}

function umbrella({ umbrella }: Fund, { t, locale, href }: Context): Fact | undefined {
  if (!umbrella) return undefined;
  const address = href(`/funds?umbrellaId=${encodeURIComponent(umbrella.umbrellaId)}`);
  return { term: t("fact.umbrella"), values: [localText(umbrella.umbrellaName, locale)], href: address };
}

function parties(fund: Fund, context: Context): Fact[] {
  const { t } = context;
  return stated([
    fact(t("fact.fundGroupName"), text(fund.fundGroupName, context)),
    fact(t("fact.manCo"), only(fund.manCo, context)),
    code(t("fact.leiOfManCo"), fund.leiOfManCo),
    fact(t("fact.trustee"), only(fund.trusteeName, context)),
    fact(t("fact.custodian"), only(fund.custodianBankName, context)),
    fact(t("fact.auditor"), only(fund.auditorName, context)),
  ]);
}

function identity(fund: Fund, context: Context): Fact[] {
  const { t } = context;
  return stated([
    code(t("fund.id"), fund.fundId),
    code(t("fact.leiOfFund"), fund.leiOfFund),
    ...legalNames(fund.legalFundNameOnly, context),
    fact(t("fact.legalNameFull"), text(fund.legalFundNameIncludingUmbrella, context)),
    formerNames(fund, context),
  ]);
}

/** Both languages, so that either can be checked against a document. */
function legalNames(names: LanguageMap, { t, locale }: Context): Fact[] {
  const values = (["en", "zh-Hant"] as const).flatMap((lang) => {
    const text = names[lang];
    if (!text) return [];
    return [lang === localeFacts(locale).lang ? plain(text) : { text, lang }];
  });
  return [{ term: t("fact.legalName"), values }];
}

function formerNames({ formerNames }: Fund, { t, f, locale }: Context): Fact | undefined {
  if (!formerNames || formerNames.length === 0) return undefined;
  const values = formerNames.map(({ name, until }) => {
    const { text, lang } = localText(name, locale);
    const full = until ? `${text} (${t("fund.until", { date: f.date(until) })})` : text;
    return lang ? { text: full, lang } : { text: full };
  });
  return { term: t("fact.formerNames"), values };
}

function fact(term: string, value: LocalText | undefined): Fact | undefined {
  return value && { term, values: [value] };
}

function code(term: string, value: Maybe): Fact | undefined {
  return value ? { term, values: [plain(value)], code: true } : undefined;
}

const stated = (facts: readonly (Fact | undefined)[]): Fact[] => facts.filter((fact) => fact !== undefined);

const text = (value: LanguageMap | null | undefined, { locale }: Context) =>
  value ? localText(value, locale) : undefined;

const only = (value: Maybe, { locale }: Context) => (value ? english(value, locale) : undefined);

const word = (value: Maybe, say: (value: string) => string) => (value ? plain(say(value)) : undefined);

const flag = (value: boolean | null | undefined, { t }: Context) =>
  typeof value === "boolean" ? plain(yesNo(t, value)) : undefined;

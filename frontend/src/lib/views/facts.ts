import type { Wire } from "../api.ts";
import { label, yesNo } from "../labels.ts";
import { localeFacts } from "../locale.ts";
import { english, type LocalText, localText, plain, type LanguageMap } from "../text.ts";
import type { Context } from "./context.ts";
import { correctionsByField } from "./corrections.ts";

/** One line of a summary list: what, its value or values, and since or as of when. */
export interface Fact {
  readonly term: string;
  readonly values: readonly LocalText[];
  readonly note?: string;
  readonly href?: string;
  /** A code, to be set in fixed width. */
  readonly code?: true;
  /** The field of the API that it is read from: where its source is found. */
  readonly field?: string;
  /** Set where two people put the value in place of the provider's: what that was, and why. */
  readonly corrected?: string;
  /** A place on the scale from 1 to 5, to be drawn. */
  readonly level?: number;
}

export interface FactGroup {
  readonly title: string;
  readonly facts: readonly Fact[];
}

type Fund = Wire["FundProfile"];
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
  const marks = correctionsByField(fund.corrections ?? [], context);
  return groups
    .filter((group) => group.facts.length > 0)
    .map(({ title, facts }) => ({ title, facts: facts.map((fact) => marked(fact, marks)) }));
}

function marked(fact: Fact, marks: ReadonlyMap<string, string>): Fact {
  const corrected = fact.field && marks.get(fact.field);
  return corrected ? { ...fact, corrected } : fact;
}

function investment(fund: Fund, context: Context): Fact[] {
  const { t, f } = context;
  return stated([
    fact("investmentObjective", t("fact.objective"), text(fund.investmentObjective, context)),
    fact(
      "assetClass",
      t("fact.assetClass"),
      word(fund.assetClass, (value) => label(t, "assetClass", value)),
    ),
    fact(
      "geography",
      t("fact.geography"),
      word(fund.geography, (value) => label(t, "geography", value)),
    ),
    fact(
      "riskLevel",
      t("fact.risk"),
      fund.riskLevel ? plain(t("fund.riskScale", { level: fund.riskLevel })) : undefined,
    ),
    size(fund.aumFund, context),
    fact("isEtf", t("fact.isEtf"), flag(fund.isEtf, context)),
    fact("isMoneyMarketFund", t("fact.isMmf"), flag(fund.isMoneyMarketFund, context)),
    fact("fundLaunchDate", t("fact.launch"), word(fund.fundLaunchDate, f.date)),
  ]);
}

function size(aum: Fund["aumFund"], { t, f }: Context): Fact | undefined {
  if (!aum) return undefined;
  const values = [plain(f.money(aum.value, aum.currency))];
  return {
    term: t("fact.size"),
    values,
    field: "aumFund",
    ...(aum.date ? { note: t("fund.asOf", { date: f.date(aum.date) }) } : {}),
  };
}

function authorisation(fund: Fund, { t, f }: Context): Fact[] {
  const since = fund.authorisationStatusDate;
  const status = plain(label(t, "authorisationStatus", fund.authorisationStatus));
  return stated([
    {
      term: t("fact.status"),
      values: [status],
      field: "authorisationStatus",
      ...(since ? { note: t("fund.since", { date: f.date(since) }) } : {}),
    },
    fact("authorisationDate", t("fact.authorisationDate"), plain(f.date(fund.authorisationDate))),
  ]);
}

function structure(fund: Fund, context: Context): Fact[] {
  const { t, f } = context;
  return stated([
    umbrella(fund, context),
    fact("fundDomicileAlpha2", t("fact.domicile"), plain(f.region(fund.fundDomicileAlpha2))),
    fact("fundCurrency", t("fact.currency"), plain(`${fund.fundCurrency} · ${f.currency(fund.fundCurrency)}`)),
    fact("legalForm", t("fact.legalForm"), only(fund.legalForm, context)),
    fact("typeOfEuDirective", t("fact.directive"), only(fund.typeOfEuDirective, context)),
    fact(
      "openEndedOrClosedEndedFundStructure",
      t("fact.structure"),
      word(fund.openEndedOrClosedEndedFundStructure, (value) => label(t, "structure", value)),
    ),
    fact(
      "valuationFrequency",
      t("fact.valuation"),
      word(fund.valuationFrequency, (value) => label(t, "frequency", value)),
    ),
    fact("fiscalYearEnd", t("fact.fiscalYearEnd"), word(fund.fiscalYearEnd, f.monthDay)),
  ]);
}

function umbrella({ umbrella }: Fund, { t, locale, href }: Context): Fact | undefined {
  if (!umbrella) return undefined;
  const address = href(`/funds?umbrellaId=${encodeURIComponent(umbrella.umbrellaId)}`);
  return {
    term: t("fact.umbrella"),
    values: [localText(umbrella.umbrellaName, locale)],
    href: address,
    field: "umbrella",
  };
}

function parties(fund: Fund, context: Context): Fact[] {
  const { t } = context;
  return stated([
    fact("fundGroupName", t("fact.fundGroupName"), text(fund.fundGroupName, context)),
    fact("manCo", t("fact.manCo"), only(fund.manCo, context)),
    code("leiOfManCo", t("fact.leiOfManCo"), fund.leiOfManCo),
    fact("trusteeName", t("fact.trustee"), only(fund.trusteeName, context)),
    fact("custodianBankName", t("fact.custodian"), only(fund.custodianBankName, context)),
    fact("auditorName", t("fact.auditor"), only(fund.auditorName, context)),
  ]);
}

function identity(fund: Fund, context: Context): Fact[] {
  const { t } = context;
  return stated([
    code("fundId", t("fund.id"), fund.fundId),
    code("leiOfFund", t("fact.leiOfFund"), fund.leiOfFund),
    ...legalNames(fund.legalFundNameOnly, context),
    fact("legalFundNameIncludingUmbrella", t("fact.legalNameFull"), text(fund.legalFundNameIncludingUmbrella, context)),
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
  return [{ term: t("fact.legalName"), values, field: "legalFundNameOnly" }];
}

function formerNames({ formerNames }: Fund, { t, f, locale }: Context): Fact | undefined {
  if (!formerNames || formerNames.length === 0) return undefined;
  const values = formerNames.map(({ name, until }) => {
    const { text, lang } = localText(name, locale);
    const full = until ? `${text} (${t("fund.until", { date: f.date(until) })})` : text;
    return lang ? { text: full, lang } : { text: full };
  });
  return { term: t("fact.formerNames"), values, field: "formerNames" };
}

function fact(field: keyof Fund, term: string, value: LocalText | undefined): Fact | undefined {
  return value && { term, values: [value], field };
}

function code(field: keyof Fund, term: string, value: Maybe): Fact | undefined {
  return value ? { term, values: [plain(value)], code: true, field } : undefined;
}

const stated = (facts: readonly (Fact | undefined)[]): Fact[] => facts.filter((fact) => fact !== undefined);

const text = (value: LanguageMap | null | undefined, { locale }: Context) =>
  value ? localText(value, locale) : undefined;

const only = (value: Maybe, { locale }: Context) => (value ? english(value, locale) : undefined);

const word = (value: Maybe, say: (value: string) => string) => (value ? plain(say(value)) : undefined);

const flag = (value: boolean | null | undefined, { t }: Context) =>
  typeof value === "boolean" ? plain(yesNo(t, value)) : undefined;

/** The API's names of fields, and values of any of them, in words. */
import type { MessageKey } from "../i18n.ts";
import { label, type Vocabulary, yesNo } from "../labels.ts";
import { type LocalText, localText, plain } from "../text.ts";
import type { Context } from "./context.ts";

const NAMES: Readonly<Record<string, MessageKey>> = {
  legalFundNameOnly: "fact.legalName",
  legalFundNameIncludingUmbrella: "fact.legalNameFull",
  formerNames: "fact.formerNames",
  umbrella: "fact.umbrella",
  fundGroupName: "fact.fundGroupName",
  leiOfFund: "fact.leiOfFund",
  fundId: "fund.id",
  authorisationStatus: "fact.status",
  authorisationStatusDate: "field.authorisationStatusDate",
  authorisationDate: "fact.authorisationDate",
  deauthorisation: "field.deauthorisation",
  deauthorisationDate: "deauth.date",
  reason: "field.reason",
  absorbedByFundId: "field.absorbedByFundId",
  lastDealingDate: "field.lastDealingDate",
  fundDomicileAlpha2: "fact.domicile",
  fundCurrency: "fact.currency",
  legalForm: "fact.legalForm",
  typeOfEuDirective: "fact.directive",
  openEndedOrClosedEndedFundStructure: "fact.structure",
  fundLaunchDate: "fact.launch",
  fiscalYearEnd: "fact.fiscalYearEnd",
  valuationFrequency: "fact.valuation",
  isEtf: "fact.isEtf",
  isMoneyMarketFund: "fact.isMmf",
  manCo: "fact.manCo",
  leiOfManCo: "fact.leiOfManCo",
  trusteeName: "fact.trustee",
  custodianBankName: "fact.custodian",
  auditorName: "fact.auditor",
  assetClass: "fact.assetClass",
  geography: "fact.geography",
  investmentObjective: "fact.objective",
  riskLevel: "fact.risk",
  aumFund: "fact.size",
  corrections: "field.corrections",
  field: "field.field",
  providerValue: "field.providerValue",
  correctedValue: "field.correctedValue",
  since: "field.since",
  editorial: "fund.summary",
  shareClasses: "fund.shareClasses",
  documents: "fund.documents",
  fullShareClassName: "class.name",
  shareClassCurrency: "class.currency",
  shareClassDistributionPolicy: "class.distribution",
  valuationNav: "class.nav",
  ongoingCharges: "class.charges",
  shareClassLaunchDate: "class.launch",
  investmentStatus: "class.status",
  listings: "class.listings",
  title: "field.title",
  documentType: "doc.type",
  languages: "doc.languages",
  documentDate: "doc.date",
  publicationDate: "doc.publicationDate",
  validFrom: "doc.validFrom",
  expirationDate: "doc.expirationDate",
  version: "record.version",
  status: "fact.status",
  sha256: "doc.checksum",
  appliesTo: "field.appliesTo",
};

/** Fields whose values are listed. */
const VOCABULARIES: Readonly<Record<string, Vocabulary>> = {
  authorisationStatus: "authorisationStatus",
  assetClass: "assetClass",
  geography: "geography",
  shareClassDistributionPolicy: "distribution",
  investmentStatus: "investmentStatus",
  openEndedOrClosedEndedFundStructure: "structure",
  valuationFrequency: "frequency",
  reason: "reason",
  status: "documentStatus",
};

const LANGUAGES = ["en", "zh-Hant"];

/** What a pointer such as `/shareClasses/0/ongoingCharges` is called; a part that has no name is written as it is. */
export function fieldName(pointer: string, { t, f }: Context): string {
  const [first = "", ...rest] = pointer.slice(1).split("/");
  const parts = first === "shareClasses" && rest.length > 1 ? rest : [first, ...rest];
  const named = parts
    .filter((part) => !/^\d+$/.test(part))
    .map((part) => {
      const key = NAMES[part];
      if (key) return t(key);
      return LANGUAGES.includes(part) ? f.language(part) : part;
    });
  return named.join(" › ");
}

/** Any value of a record, or of one field of it, as one text; null and absence are nothing. */
export function valueText(value: unknown, context: Context, field = ""): LocalText | undefined {
  const { t } = context;
  if (value === null || value === undefined || value === "") return undefined;
  if (typeof value === "boolean") return plain(yesNo(t, value));
  if (typeof value === "number") return plain(String(value));
  if (typeof value === "string") return plain(textOf(value, field, context));
  if (Array.isArray(value)) return plain(value.map((one) => valueText(one, context)?.text ?? "–").join("; "));
  return objectText(value as Record<string, unknown>, context);
}

function textOf(value: string, field: string, context: Context): string {
  const { t, f } = context;
  if (field === "field" && value.startsWith("/")) return fieldName(value, context);
  const vocabulary = VOCABULARIES[field];
  if (vocabulary) return label(t, vocabulary, value);
  return /^\d{4}-\d\d-\d\d$/.test(value) ? f.date(value) : value;
}

function objectText(value: Record<string, unknown>, context: Context): LocalText {
  const name = value["fullShareClassName"] ?? value["title"] ?? value["umbrellaName"] ?? value["name"] ?? value;
  if (isLanguageMap(name)) return localText(name, context.locale);
  const parts = Object.entries(value).map(
    ([key, part]) => `${fieldName(`/${key}`, context)}: ${valueText(part, context, key)?.text ?? "–"}`,
  );
  return plain(parts.join(", "));
}

function isLanguageMap(value: unknown): value is Record<string, string> {
  const isText = (part: unknown) => typeof part === "string";
  return typeof value === "object" && value !== null && "en" in value && Object.values(value).every(isText);
}

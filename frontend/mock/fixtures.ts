/** Made-up funds for development and tests; typed by the API's schema, so they cannot drift from it. */
import { hash } from "node:crypto";
import { corrected } from "./corrected.ts";
import type { components } from "../src/lib/schema.d.ts";

type Schemas = components["schemas"];
type Fund = Schemas["FundDetail"];

const HOUSES = [
  {
    en: "Harbour Lane",
    "zh-Hant": "海港里",
    manCo: "Harbour Lane Fund Management Limited",
    lei: "529900HARBOURLANE001",
  },
  { en: "Northgate", manCo: "Northgate Investors (Ireland) DAC", lei: "529900NORTHGATE00002" },
  {
    en: "Lantau Peak",
    "zh-Hant": "鳳凰山",
    manCo: "Lantau Peak Asset Management Limited",
    lei: "529900LANTAUPEAK0003",
  },
  { en: "Meridian & Cole", manCo: "Meridian & Cole Luxembourg S.A.", lei: "529900MERIDIANCOLE04" },
  { en: "Saltmarsh", manCo: "Saltmarsh Capital Partners LLP", lei: "529900SALTMARSH00005" },
  {
    en: "Osprey Global",
    "zh-Hant": "魚鷹環球",
    manCo: "Osprey Global Asset Management S.à r.l.",
    lei: "529900OSPREYGLOBAL06",
  },
  { en: "Brindley", manCo: "Brindley Fund Services Limited", lei: "529900BRINDLEY000007" },
  { en: "Kowloon Bay", "zh-Hant": "九龍灣", manCo: "Kowloon Bay Investments Limited", lei: "529900KOWLOONBAY0008" },
] as const;

const THEMES = [
  { en: "Asia Pacific Dividend", "zh-Hant": "亞太股息", assetClass: "equity", geography: "asia", risk: 4 },
  { en: "Global Government Bond", "zh-Hant": "環球政府債券", assetClass: "fixed income", geography: "global", risk: 2 },
  { en: "Multi Asset Income", "zh-Hant": "多元資產收益", assetClass: "mixed", geography: "global", risk: 3 },
  { en: "US Dollar Liquidity", "zh-Hant": "美元流動資金", assetClass: "money market", geography: "global", risk: 1 },
  {
    en: "Emerging Markets Small Companies",
    "zh-Hant": "新興市場小型公司",
    assetClass: "equity",
    geography: "emerging markets",
    risk: 5,
  },
  { en: "Physical Gold", "zh-Hant": "實物黃金", assetClass: "commodities", geography: "global", risk: 4 },
  {
    en: "MSCI World UCITS ETF",
    "zh-Hant": "MSCI 世界指數 ETF",
    assetClass: "equity",
    geography: "developed markets",
    risk: 4,
  },
  {
    en: "European Logistics Property",
    "zh-Hant": "歐洲物流房地產",
    assetClass: "real estate",
    geography: "europe",
    risk: 3,
  },
] as const;

const DOMICILES = ["IE", "LU", "HK", "GB"] as const;
const CURRENCIES = ["USD", "EUR", "HKD", "GBP", "CNH"] as const;
const CONTENT_DATE = "2026-11-18";
const PROVIDER = { id: "DEMO", name: "Demo Information Provider", delivery: "DEMO-20261118-01" };

type House = (typeof HOUSES)[number];
type Theme = (typeof THEMES)[number];

export const sha256 = (text: string): string => hash("sha256", text);
const pick = <T>(list: readonly T[], n: number): T => list[n % list.length] as T;
const day = (year: number, n: number): string =>
  `${year}-${String((n % 12) + 1).padStart(2, "0")}-${String((n % 27) + 1).padStart(2, "0")}`;
const sizeOf = (n: number): string => `${(n * 7_654_321_987) % 9_000_000_000}.00`;
const fundId = (n: number): string => `DEM${String(n).padStart(5, "0")}`;

/** Luhn over the letters-as-numbers form (ISO 6166). */
function isin(country: string, n: number): string {
  const body = `${country}${String(n).padStart(9, "0")}`;
  const digits = [...body].map((c) => (/\d/.test(c) ? c : String(c.charCodeAt(0) - 55))).join("");
  const sum = [...digits].reverse().reduce((total, digit, place) => {
    const value = Number(digit) * (place % 2 === 0 ? 2 : 1);
    return total + Math.floor(value / 10) + (value % 10);
  }, 0);
  return `${body}${(10 - (sum % 10)) % 10}`;
}

function shareClasses(n: number, name: string, currency: string, country: string): Schemas["ShareClassRecord"][] {
  return Array.from({ length: 1 + (n % 4) }, (_, k) => ({
    isin: isin(country === "GB" ? "GB" : country, 900000 + n * 10 + k),
    fullShareClassName: { en: `${name} ${pick(["A Acc", "A Dis", "I Acc", "C Dis Hedged"], k)} ${currency}` },
    shareClassExtension: pick(["A Acc", "A Dis", "I Acc", "C Dis Hedged"], k),
    shareClassCurrency: k === 3 ? "EUR" : currency,
    shareClassDistributionPolicy: k % 2 === 0 ? "accumulating" : "distributing",
    shareClassLifecycle: "active",
    investmentStatus: k === 2 ? "soft closed" : "open",
    shareClassLaunchDate: day(2010 + (n % 12), n + k),
    ongoingCharges: [0.0007, 0.0022, 0.0085, 0.0149][(n + k) % 4] ?? null,
    valuationNav:
      n % 9 === 8
        ? null
        : {
            value: `${10 + ((n * 37) % 240)}.${String((n * 7919 + k * 131) % 10000).padStart(4, "0")}`,
            currency: k === 3 ? "EUR" : currency,
            date: CONTENT_DATE,
          },
    listings:
      n % 8 === 6
        ? [
            { marketIdentifierCode: "XLON", ticker: `H${n}LN`, listingCurrency: "GBP" },
            { marketIdentifierCode: "XSWX", ticker: `H${n}SW`, listingCurrency: "CHF" },
          ]
        : null,
  }));
}

export const PDF = (id: string): string => `%PDF-1.4\n% ${id}\n%%EOF\n`;

function document(
  n: number,
  type: string,
  language: "en" | "zh-Hant",
  year: number,
  status: "current" | "superseded",
): Schemas["PublishedDocument"] {
  const documentId = `${fundId(n)}-${type}-${language}-${year}`;
  const digest = sha256(PDF(documentId));
  const titles: Record<string, string> = { PR: "Prospectus", KFS: "Product Key Facts Statement", AR: "Annual Report" };
  return {
    documentId,
    documentType: type,
    title:
      language === "en"
        ? { en: `${titles[type]} ${year}` }
        : {
            en: `${titles[type]} ${year}`,
            "zh-Hant": `${type === "PR" ? "基金說明書" : "產品資料概要"} ${year}`,
          },
    languages: [language],
    sha256: digest,
    url: `/api/v1/documents/${digest}.pdf`,
    sizeInBytes: 84_000 + n * 31_337 + year,
    documentDate: `${year}-06-30`,
    publicationDate: `${year}-08-${String((n % 27) + 1).padStart(2, "0")}`,
    status,
    appliesTo: [{ level: "fund", id: fundId(n) }],
  };
}

function documents(n: number): Schemas["PublishedDocument"][] {
  if (n % 16 === 15) return [];
  return [
    document(n, "PR", "en", 2026, "current"),
    document(n, "PR", "en", 2025, "superseded"),
    document(n, "PR", "en", 2024, "superseded"),
    document(n, "KFS", "en", 2026, "current"),
    ...(n % 2 === 0 ? [document(n, "KFS", "zh-Hant", 2026, "current")] : []),
    document(n, "AR", "en", 2026, "current"),
  ];
}

function names(house: House, theme: Theme): Record<string, string> {
  const en = `${house.en} ${theme.en} Fund`;
  return "zh-Hant" in house ? { en, "zh-Hant": `${house["zh-Hant"]}${theme["zh-Hant"]}基金` } : { en };
}

function houseNames(house: House): Record<string, string> {
  return "zh-Hant" in house ? { en: house.en, "zh-Hant": house["zh-Hant"] } : { en: house.en };
}

function fund(n: number): Fund {
  const house = pick(HOUSES, n);
  const theme = pick(THEMES, Math.floor(n / HOUSES.length));
  const legalName = names(house, theme);
  const domicile = pick(DOMICILES, n + Math.floor(n / 8));
  const currency = pick(CURRENCIES, n + Math.floor(n / 8));
  const inUmbrella = n % 3 !== 0;
  const record = JSON.stringify({ n, legalName });
  return {
    fundId: fundId(n),
    legalFundNameOnly: legalName,
    umbrella: inUmbrella
      ? {
          umbrellaId: `UMB${n % HOUSES.length}`,
          umbrellaName: {
            en: `${house.en} Investment Funds ICAV`,
            ...("zh-Hant" in house ? { "zh-Hant": `${house["zh-Hant"]}投資基金` } : {}),
          },
        }
      : null,
    ...(inUmbrella
      ? { legalFundNameIncludingUmbrella: { en: `${house.en} Investment Funds ICAV – ${legalName.en}` } }
      : {}),
    ...(n % 5 === 0 ? { formerNames: [{ name: { en: `${house.en} ${theme.en} Trust` }, until: "2019-03-31" }] } : {}),
    authorisationStatus: n % 13 === 12 ? "suspended" : "authorised",
    authorisationDate: day(2006 + (n % 15), n),
    authorisationStatusDate: day(2006 + (n % 15), n),
    fundDomicileAlpha2: domicile,
    fundCurrency: currency,
    manCo: house.manCo,
    fundGroupName: houseNames(house),
    leiOfManCo: house.lei,
    ...(domicile === "HK"
      ? { trusteeName: "Victoria Trustees (Asia) Limited" }
      : { custodianBankName: "Custodian Bank of Dublin plc", auditorName: "Alder & Finch LLP" }),
    legalForm: domicile === "HK" ? "Unit Trust / Unit Investment Trust (UIT)" : "Company With Variable Capital (SICAV)",
    ...(domicile === "IE" || domicile === "LU" ? { typeOfEuDirective: "UCITS" } : {}),
    openEndedOrClosedEndedFundStructure: "open-ended fund",
    assetClass: theme.assetClass,
    geography: theme.geography,
    investmentObjective: {
      en: `The fund aims to provide long-term growth and income by investing in a diversified portfolio in the area of ${theme.en.toLowerCase()}.`,
    },
    riskLevel: theme.risk,
    fundLaunchDate: day(2006 + (n % 15), n + 2),
    fiscalYearEnd: n % 2 ? "12-31" : "06-30",
    valuationFrequency: "daily",
    ...(n % 7 !== 6 && { aumFund: { value: sizeOf(n), currency, date: "2026-10-31" } }),
    isEtf: theme.en.includes("ETF"),
    shareClasses: shareClasses(n, legalName["en"] ?? "", currency, domicile),
    documents: documents(n),
    deauthorisation: null,
    publication: {
      version: 1 + (n % 4),
      sha256: sha256(record),
      publishedAt: "2026-11-18T22:41:07Z",
      provider: PROVIDER.id,
      deliveryId: PROVIDER.delivery,
      contentDate: CONTENT_DATE,
      file: "index.json",
      pointer: `/funds/${n}`,
    },
  };
}

function deauthorised(
  n: number,
  deauthorisation: NonNullable<Fund["deauthorisation"]>,
  status: "deauthorised" | "terminated",
): Fund {
  return {
    ...fund(n),
    authorisationStatus: status,
    authorisationStatusDate: deauthorisation.deauthorisationDate,
    deauthorisation,
  };
}

export const FUNDS: readonly Fund[] = [
  ...Array.from({ length: 60 }, (_, n) => corrected(fund(n))),
  deauthorised(
    60,
    { deauthorisationDate: "2026-09-30", reason: "merger", absorbedByFundId: fundId(2), lastDealingDate: "2026-09-25" },
    "deauthorised",
  ),
  deauthorised(61, { deauthorisationDate: "2026-10-15", reason: "liquidation" }, "terminated"),
  deauthorised(62, { deauthorisationDate: "2025-12-31" }, "deauthorised"),
];

const live = FUNDS.filter((fund) => fund.deauthorisation === null);
const delivery = {
  provider: PROVIDER.id,
  providerName: PROVIDER.name,
  deliveryId: PROVIDER.delivery,
  contentDate: CONTENT_DATE,
  generatedAt: "2026-11-18T22:30:00Z",
  appliedAt: "2026-11-18T22:41:07Z",
};

const typeOf = (code: string, en: string, zhHant: string): Schemas["DocumentType"] => ({
  code,
  name: { en, "zh-Hant": zhHant },
  isExpected: true,
  isRetired: false,
});

export const DOCUMENT_TYPES: readonly Schemas["DocumentType"][] = [
  typeOf("PR", "Prospectus", "基金說明書"),
  typeOf("KFS", "Product key facts", "產品資料概要"),
  typeOf("AR", "Annual report", "年報"),
  typeOf("NT", "Notice", "通告"),
];

export const STATUS: Schemas["Status"] = {
  status: "ok",
  service: "operational",
  incidents: [],
  maintenance: [],
  lastDelivery: delivery,
  deliveries: [delivery],
  counts: {
    funds: live.length,
    shareClasses: live.reduce((total, fund) => total + fund.shareClasses.length, 0),
    documents: live.reduce((total, fund) => total + fund.documents.length, 0),
    deauthorisedFunds: FUNDS.length - live.length,
  },
};

import { type Locale, type LocaleFacts, localeFacts, LOCALES } from "./locale.ts";
import { remembering } from "./remembering.ts";
import { TIME_ZONE } from "./zone.ts";

/** How dates, numbers and money are written in one language. Every method takes the wire's form and never throws. */
export interface Formatter {
  /** `2026-11-18` as a long date, or the day of an instant in the record's time zone. */
  date(iso: string): string;
  /** The same for narrow columns. */
  shortDate(iso: string): string;
  /** An instant in the record's time zone, which it names. */
  time(iso: string): string;
  /** `04-30`, the end of a financial year. */
  monthDay(value: string): string;
  count(value: number): string;
  /** A decimal string with its currency, all digits kept. */
  money(value: string, currency: string): string;
  /** A large amount in a few digits. */
  compactMoney(value: string, currency: string): string;
  /** A decimal fraction as a percentage: 0.0085 is 0.85 %. */
  percent(fraction: number | string): string;
  fileSize(bytes: number): string;
  region(code: string): string;
  currency(code: string): string;
  language(tag: string): string;
}

const DECIMAL = /^-?\d+(?:\.(\d+))?$/;

// Building an Intl object costs more than a page; these live as long as the process.
const FORMATTERS = new Map<Locale, Formatter>(LOCALES.map((locale) => [locale, build(localeFacts(locale))]));

export function formatter(locale: Locale): Formatter {
  return FORMATTERS.get(locale) as Formatter;
}

function build(facts: LocaleFacts): Formatter {
  const { intl, intlCompact } = facts;
  const count = new Intl.NumberFormat(intl);
  const percent = new Intl.NumberFormat(intl, { style: "percent", minimumFractionDigits: 2, maximumFractionDigits: 4 });
  return {
    ...moments(facts),
    count: remembering((value) => count.format(value)),
    ...amounts(intl, intlCompact),
    percent: (fraction) => (Number.isNaN(Number(fraction)) ? String(fraction) : percent.format(Number(fraction))),
    fileSize: fileSizes(intl),
    ...names(intl),
  };
}

function moments({ intl, zoneName }: LocaleFacts): Pick<Formatter, "date" | "shortDate" | "time" | "monthDay"> {
  const there = { timeZone: TIME_ZONE } as const;
  const clock = new Intl.DateTimeFormat(intl, { ...there, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const zone = new Intl.DateTimeFormat(zoneName.intl, { ...there, timeZoneName: zoneName.style });
  const nameOf = (date: Date) =>
    zone.formatToParts(date).find(({ type }) => type === "timeZoneName")?.value ?? TIME_ZONE;
  const date = dates(intl, { dateStyle: "long" });
  const monthDay = dates(intl, { month: "long", day: "numeric" });
  return {
    date,
    shortDate: dates(intl, { year: "numeric", month: "short", day: "numeric" }),
    time: remembering((iso) => onDate(iso, (instant) => `${date(iso)} ${clock.format(instant)} ${nameOf(instant)}`)),
    monthDay: (value) => (/^\d\d-\d\d$/.test(value) ? monthDay(`2000-${value}`) : value),
  };
}

/** Days as one style writes them. A day alone is the same everywhere; an instant has one in the record's time zone. */
function dates(intl: string, style: Intl.DateTimeFormatOptions): (iso: string) => string {
  const anywhere = new Intl.DateTimeFormat(intl, { ...style, timeZone: "UTC" });
  const there = new Intl.DateTimeFormat(intl, { ...style, timeZone: TIME_ZONE });
  return remembering((iso) => onDate(iso, (date) => (iso.includes("T") ? there : anywhere).format(date)));
}

function onDate(iso: string, write: (date: Date) => string): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? iso : write(date);
}

/** Money with its ISO code, so that nobody has to guess whose `$` it is; formatters are kept per currency. */
function amounts(intl: string, intlCompact: string): Pick<Formatter, "money" | "compactMoney"> {
  const kept = new Map<string, Intl.NumberFormat>();
  const write = (value: string, currency: string, options: Intl.NumberFormatOptions) => {
    if (!DECIMAL.test(value) || !/^[A-Z]{3}$/.test(currency)) return `${currency} ${value}`;
    const key = `${currency}${options.notation ?? options.minimumFractionDigits}`;
    const style = { style: "currency", currency, currencyDisplay: "code", ...options } as const;
    const format = kept.get(key) ?? new Intl.NumberFormat(options.notation ? intlCompact : intl, style);
    kept.set(key, format);
    // Intl takes decimal strings exactly; a Number would round a fund's size.
    return format.format(value as `${number}`);
  };
  return {
    money: (value, currency) => {
      const digits = Math.min(DECIMAL.exec(value)?.[1]?.length ?? 0, 8);
      return write(value, currency, { minimumFractionDigits: digits, maximumFractionDigits: digits });
    },
    compactMoney: (value, currency) => write(value, currency, { notation: "compact", maximumSignificantDigits: 3 }),
  };
}

function fileSizes(intl: string): (bytes: number) => string {
  const unit = (name: string, digits: number) =>
    new Intl.NumberFormat(intl, { style: "unit", unit: name, unitDisplay: "short", maximumFractionDigits: digits });
  const kilobytes = unit("kilobyte", 0);
  const megabytes = unit("megabyte", 1);
  return (bytes) =>
    bytes < 1_000_000 ? kilobytes.format(Math.max(1, bytes / 1000)) : megabytes.format(bytes / 1_000_000);
}

function names(intl: string): Pick<Formatter, "region" | "currency" | "language"> {
  const of = (type: Intl.DisplayNamesType) => {
    const display = new Intl.DisplayNames([intl], { type, fallback: "code" });
    return remembering((code: string) => {
      try {
        return display.of(code) ?? code;
      } catch {
        return code; // Intl throws on what is not even shaped like a code.
      }
    });
  };
  return { region: of("region"), currency: of("currency"), language: of("language") };
}

import { type Locale, type LocaleFacts, localeFacts, LOCALES } from "./locale.ts";

/** How dates, numbers and money are written in one language. Every method takes the wire's form and never throws. */
export interface Formatter {
  /** `2026-11-18` as a long date. */
  date(iso: string): string;
  /** `2026-11-18` for narrow columns. */
  shortDate(iso: string): string;
  /** An instant, in UTC and saying so. */
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

function build({ intl, intlCompact }: LocaleFacts): Formatter {
  const utc = { timeZone: "UTC" } as const;
  const long = new Intl.DateTimeFormat(intl, { ...utc, dateStyle: "long" });
  const short = new Intl.DateTimeFormat(intl, { ...utc, year: "numeric", month: "short", day: "numeric" });
  const clock = new Intl.DateTimeFormat(intl, { ...utc, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const monthDay = new Intl.DateTimeFormat(intl, { ...utc, month: "long", day: "numeric" });
  const count = new Intl.NumberFormat(intl);
  const percent = new Intl.NumberFormat(intl, { style: "percent", minimumFractionDigits: 2, maximumFractionDigits: 4 });
  return {
    date: (iso) => onDate(iso, long),
    shortDate: (iso) => onDate(iso, short),
    time: (iso) => onDate(iso, { format: (date) => `${long.format(date)} ${clock.format(date)} UTC` }),
    monthDay: (value) => (/^\d\d-\d\d$/.test(value) ? onDate(`2000-${value}`, monthDay) : value),
    count: (value) => count.format(value),
    ...amounts(intl, intlCompact),
    percent: (fraction) => (Number.isNaN(Number(fraction)) ? String(fraction) : percent.format(Number(fraction))),
    fileSize: fileSizes(intl),
    ...names(intl),
  };
}

function onDate(iso: string, format: { format(date: Date): string }): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? iso : format.format(date);
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
    return (code: string) => {
      try {
        return display.of(code) ?? code;
      } catch {
        return code; // Intl throws on what is not even shaped like a code.
      }
    };
  };
  return { region: of("region"), currency: of("currency"), language: of("language") };
}

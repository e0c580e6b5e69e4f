import type { Wire } from "../api.ts";
import { lastOfMonths, lineOf } from "../chart.ts";
import { type LocalText, localText, plain } from "../text.ts";
import type { Context } from "./context.ts";

export interface ChartView {
  readonly id: "nav" | "size";
  readonly title: string;
  readonly of: LocalText;
  /** What the line tells, in one sentence: its text for those who don't see it. */
  readonly summary: string;
  readonly line: string;
  readonly area: string;
  readonly low: string;
  readonly high: string;
  readonly from: string;
  readonly to: string;
  readonly table: {
    readonly caption: string;
    readonly headings: readonly string[];
    readonly rows: readonly (readonly string[])[];
  };
}

export interface FiguresView {
  readonly charts: readonly ChartView[];
  /** Share classes whose NAVs may be chosen, when there is more than one. */
  readonly choices: readonly { readonly isin: string; readonly name: LocalText; readonly chosen: boolean }[];
  /** The API's address of all days. */
  readonly all: string;
}

type ShareClass = Wire["ShareClassRecord"];

/** The charts of a fund's last year: of the NAV of the share class that came, and of its size. */
export function figuresView(
  figures: Wire["Figures"],
  { shareClasses, resolve }: { shareClasses: readonly ShareClass[]; resolve: (path: string) => string },
  context: Context,
): FiguresView {
  const known = figures.navDays.filter(({ days }) => days > 1);
  const chosen = figures.valuationNav[0];
  const name = (isin: string) => className(isin, shareClasses, context);
  const charts = [
    chosen && chart("nav", chosen.values, name(chosen.isin), context),
    chart("size", figures.aumFund, plain(context.t("chart.whole")), context),
  ];
  return {
    charts: charts.filter((view) => view !== undefined),
    choices:
      known.length > 1 ? known.map(({ isin }) => ({ isin, name: name(isin), chosen: isin === chosen?.isin })) : [],
    all: resolve(`/api/v1/funds/${figures.fundId}/figures/`),
  };
}

function className(isin: string, shareClasses: readonly ShareClass[], { locale }: Context): LocalText {
  const found = shareClasses.find((shareClass) => shareClass.isin === isin);
  return found ? localText(found.fullShareClassName, locale) : plain(isin);
}

function chart(
  id: ChartView["id"],
  values: readonly Wire["DatedFigure"][],
  of: LocalText,
  { t, f }: Context,
): ChartView | undefined {
  const { line, area, low, high } = lineOf(values.map(({ date, value }) => ({ date, value: Number(value) }))) ?? {};
  const [first, last] = [values[0], values.at(-1)];
  if (line === undefined || area === undefined || !first || !last) return undefined;
  const money = (value: string) =>
    id === "nav" ? f.money(value, last.currency) : f.compactMoney(value, last.currency);
  const said = (number: number | undefined) => money(values.find(({ value }) => Number(value) === number)?.value ?? "");
  const [from, to] = [f.shortDate(first.date), f.shortDate(last.date)];
  const facts = { from, to, first: money(first.value), last: money(last.value), low: said(low), high: said(high) };
  return {
    id,
    title: t(`chart.${id}`),
    of,
    summary: t("chart.summary", facts),
    ...{ line, area, from, to, low: facts.low, high: facts.high },
    table: {
      caption: t("chart.months"),
      headings: [t("chart.day"), t(`chart.${id}`)],
      rows: lastOfMonths(values).map(({ date, value, currency }) => [f.shortDate(date), f.money(value, currency)]),
    },
  };
}

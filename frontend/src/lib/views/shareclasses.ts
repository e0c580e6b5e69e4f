import type { Wire } from "../api.ts";
import type { Formatter } from "../format.ts";
import { label } from "../labels.ts";
import type { Locale } from "../locale.ts";
import { english, type LocalText, localText } from "../text.ts";
import type { Context } from "./context.ts";

export interface Cell {
  readonly value: LocalText;
  readonly note?: string;
}

export interface ShareClassRow {
  readonly isin: string;
  readonly name: LocalText;
  readonly cells: readonly (Cell | undefined)[];
}

export interface ColumnHead {
  readonly title: string;
  /** `number` is set flush right; `tight` never wraps. */
  readonly kind?: "number" | "tight";
}

export interface ShareClassTable {
  readonly columns: readonly ColumnHead[];
  readonly rows: readonly ShareClassRow[];
}

type ShareClass = Wire["ShareClassRecord"];

interface Column extends ColumnHead {
  readonly cell: (shareClass: ShareClass) => Cell | undefined;
}

/** The share classes, with only those columns that at least one of them fills. */
export function shareClassTable(shareClasses: readonly ShareClass[], context: Context): ShareClassTable {
  const columns = allColumns(context).filter(({ cell }) => shareClasses.some((shareClass) => cell(shareClass)));
  return {
    columns: columns.map(({ title, kind }) => (kind ? { title, kind } : { title })),
    rows: shareClasses.map((shareClass) => ({
      isin: shareClass.isin,
      name: localText(shareClass.fullShareClassName, context.locale),
      cells: columns.map(({ cell }) => cell(shareClass)),
    })),
  };
}

function allColumns(context: Context): readonly Column[] {
  const { t, f, locale } = context;
  const words = (title: string, read: (shareClass: ShareClass) => string | null | undefined): Column => ({
    title,
    cell: (shareClass) => cellOf(read(shareClass)),
  });
  return [
    words(t("class.currency"), (it) => it.shareClassCurrency),
    words(
      t("class.distribution"),
      (it) => it.shareClassDistributionPolicy && label(t, "distribution", it.shareClassDistributionPolicy),
    ),
    { title: t("class.nav"), kind: "number", cell: (it) => navCell(it, context) },
    { ...words(t("class.charges"), (it) => charges(it, f)), kind: "number" },
    {
      ...words(t("class.launch"), (it) => it.shareClassLaunchDate && f.shortDate(it.shareClassLaunchDate)),
      kind: "tight",
    },
    words(t("class.status"), (it) => it.investmentStatus && label(t, "investmentStatus", it.investmentStatus)),
    { title: t("class.listings"), cell: ({ listings }) => listingsCell(listings ?? [], locale) },
  ];
}

function navCell({ valuationNav: nav, shareClassCurrency }: ShareClass, { t, f }: Context): Cell | undefined {
  if (!nav) return undefined;
  const note = nav.date && t("fund.asOf", { date: f.shortDate(nav.date) });
  return cellOf(f.money(nav.value, nav.currency || shareClassCurrency), note);
}

function charges({ ongoingCharges }: ShareClass, f: Formatter): string | undefined {
  return ongoingCharges === null || ongoingCharges === undefined ? undefined : f.percent(ongoingCharges);
}

function listingsCell(listings: readonly Wire["Listing"][], locale: Locale): Cell | undefined {
  const places = listings.map(({ marketIdentifierCode: mic, ticker }) => (ticker ? `${ticker} (${mic})` : mic));
  return places.length > 0 ? { value: english(places.join(", "), locale) } : undefined;
}

function cellOf(text: string | null | undefined, note?: string | null): Cell | undefined {
  if (!text) return undefined;
  return { value: { text }, ...(note ? { note } : {}) };
}

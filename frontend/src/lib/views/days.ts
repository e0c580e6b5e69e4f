/** The last days of the service as a row of bars, as sentences and as a table. */
import type { Wire } from "../api.ts";
import type { MessageKey } from "../i18n.ts";
import type { Context } from "./context.ts";
import type { TableView } from "./table.ts";

type Service = Wire["StatusDay"]["service"];

export interface DaysView {
  /** One path for each kind of day; a day is as high as it was bad, so that no colour is needed. */
  readonly bars: readonly { readonly service: Service; readonly text: string; readonly path: string }[];
  readonly summary: string;
  readonly from: string;
  readonly to: string;
  readonly table: TableView;
}

export const SHOWN = 90;
export const STEP = 10;
export const HEIGHT = 40;
const WIDTH = 7;
const DAY_MS = 86_400_000;
const HEIGHTS: Readonly<Record<Service, number>> = { operational: 8, maintenance: 18, degraded: 29, outage: 40 };
const WORST = ["outage", "degraded", "maintenance"] as const;

export function daysView(days: readonly Wire["StatusDay"][], context: Context): DaysView {
  const { t, f } = context;
  const kinds: readonly Service[] = ["operational", ...WORST];
  return {
    bars: kinds
      .map((service) => ({ service, text: t(`status.day.${service}`), path: pathOf(days, service) }))
      .filter(({ path }) => path !== ""),
    summary: summaryOf(days, context),
    from: f.shortDate(firstShown(days)),
    to: f.shortDate(days.at(-1)?.date ?? ""),
    table: {
      caption: t("status.days"),
      headings: [t("status.days.day"), t("status.days.service"), t("status.days.deliveries")],
      rows: days
        .map(({ date, service, deliveries }) => [f.shortDate(date), t(`status.day.${service}`), f.count(deliveries)])
        .reverse(),
      numeric: [false, false, true],
    },
  };
}

/** The day at the left end of the row, whether the record goes back to it or not. */
function firstShown(days: readonly Wire["StatusDay"][]): string {
  const last = Date.parse(days.at(-1)?.date ?? "");
  return Number.isNaN(last) ? "" : new Date(last - (SHOWN - 1) * DAY_MS).toISOString().slice(0, 10);
}

/** The bars of one kind; today stands last, whatever the number of days. */
function pathOf(days: readonly Wire["StatusDay"][], kind: Service): string {
  const missing = SHOWN - days.length;
  const height = HEIGHTS[kind];
  return days
    .map(({ service }, day) =>
      service === kind ? `M${(missing + day) * STEP} ${HEIGHT - height}h${WIDTH}v${height}h-${WIDTH}z` : "",
    )
    .join("");
}

function summaryOf(days: readonly Wire["StatusDay"][], { t, f }: Context): string {
  if (days.length === 0) return t("status.days.none");
  const of = (kind: Service) => days.filter(({ service }) => service === kind).length;
  const counted = (kind: (typeof WORST)[number]) =>
    of(kind) > 0 ? [t(`status.days.${kind}` satisfies MessageKey, { days: f.count(of(kind)) })] : [];
  const first = days[0]?.date ?? "";
  return [
    t("status.days.good", { good: f.count(of("operational")), count: f.count(days.length) }),
    ...WORST.flatMap(counted),
    ...(days.length < SHOWN ? [t("status.days.since", { date: f.date(first) })] : []),
  ].join(" ");
}

/** How the service is, in words: what the status page shows. */
import type { Wire } from "../api.ts";
import { type LocalText, localText } from "../text.ts";
import type { Context } from "./context.ts";
import { type DaysView, daysView } from "./days.ts";
import type { StatusView, Tone } from "./status.ts";
import type { TableView } from "./table.ts";

export interface TroubleView {
  readonly title: LocalText;
  readonly status: StatusView;
  readonly affected: string;
  readonly when: string;
  readonly updates: readonly { readonly time: string; readonly iso: string; readonly text: LocalText }[];
}

export interface MaintenanceView {
  readonly status: StatusView;
  readonly scope: string;
  readonly when: string;
  readonly text: LocalText;
}

export interface ServiceView {
  readonly state: StatusView;
  readonly fresh: TableView;
  readonly troubles: readonly TroubleView[];
  readonly maintenance: readonly MaintenanceView[];
  /** Undefined where the past can't be told now. */
  readonly past:
    | {
        days: DaysView;
        earlier: readonly TroubleView[];
        maintained: readonly MaintenanceView[];
        deliveries: TableView;
      }
    | undefined;
}

const MOST_MAINTAINED = 5;

const TONES: Readonly<Record<Wire["Status"]["service"], Tone>> = {
  operational: "good",
  maintenance: "caution",
  degraded: "caution",
  outage: "ended",
};

export function serviceView(
  status: Wire["Status"],
  history: Wire["StatusHistory"] | undefined,
  now: Date,
  context: Context,
): ServiceView {
  const { t } = context;
  const isOver = ({ resolvedAt }: Wire["Incident"]) => resolvedAt !== null && new Date(resolvedAt) <= now;
  const begun = status.incidents.filter(({ beganAt }) => new Date(beganAt) <= now);
  const trouble = (incident: Wire["Incident"]) => troubleView(incident, isOver(incident), context);
  return {
    state: { text: t(`status.service.${status.service}`), tone: TONES[status.service] },
    fresh: deliveriesTable(t("status.fresh"), status.deliveries, context),
    troubles: begun.filter((one) => !isOver(one)).map(trouble),
    maintenance: status.maintenance.filter(isPublic).map((one) => maintenanceView(one, now, context)),
    past: history && {
      days: daysView(history.days, context),
      earlier: history.incidents.filter(isOver).map(trouble),
      maintained: history.maintenance
        .filter((one) => isPublic(one) && one.completion !== null)
        .slice(0, MOST_MAINTAINED)
        .map((one) => maintenanceView(one, now, context)),
      deliveries: deliveriesTable(t("status.deliveries"), history.deliveries, context),
    },
  };
}

function troubleView(incident: Wire["Incident"], isOver: boolean, { locale, t, f }: Context): TroubleView {
  const { beganAt, resolvedAt, affected, impact } = incident;
  const from = f.time(beganAt);
  return {
    title: localText(incident.title, locale),
    status: isOver
      ? { text: t("status.over"), tone: "good" }
      : { text: t(`status.impact.${impact}`), tone: TONES[impact] },
    affected: t(`status.affected.${affected}`),
    when: resolvedAt ? t("status.lasted", { from, until: f.time(resolvedAt) }) : t("status.since", { from }),
    updates: incident.updates.map(({ at, message }) => ({
      time: f.time(at),
      iso: at,
      text: localText(message, locale),
    })),
  };
}

const isPublic = ({ scope }: Wire["Maintenance"]): boolean => scope !== "admin";

function maintenanceView(one: Wire["Maintenance"], now: Date, { locale, t, f }: Context): MaintenanceView {
  const step = stepOf(one, now);
  const times = { from: f.time(one.startsAt), until: f.time(one.endsAt) };
  return {
    status: { text: t(`status.maintenance.${step}`), tone: step === "now" || step === "longer" ? "caution" : "good" },
    scope: t(`status.scope.${one.scope}`),
    when: t(step === "done" ? "status.lasted" : "status.maintenance.expected", times),
    text: localText(one.completion ?? one.message, locale),
  };
}

function stepOf(one: Wire["Maintenance"], now: Date): "soon" | "now" | "longer" | "done" {
  if (one.completion !== null) return "done";
  if (new Date(one.startsAt) > now) return "soon";
  return one.endsAt > one.plannedEndsAt ? "longer" : "now";
}

function deliveriesTable(caption: string, deliveries: readonly Wire["DeliveryStatus"][], { t, f }: Context): TableView {
  return {
    caption,
    headings: [t("status.provider"), t("status.content"), t("status.published"), t("status.delivery")],
    rows: deliveries.map(({ providerName, contentDate, appliedAt, deliveryId }) => [
      providerName,
      contentDate ? f.shortDate(contentDate) : "–",
      f.time(appliedAt),
      deliveryId,
    ]),
    numeric: [false, false, false, false],
  };
}

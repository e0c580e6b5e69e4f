/** The service and its past, in miniature. */
import type { components } from "../src/lib/schema.d.ts";
import { STATUS } from "./fixtures.ts";

type Schemas = components["schemas"];

const DAY_MS = 86_400_000;
const TODAY = Date.now();
const dayBefore = (days: number): string => new Date(TODAY - days * DAY_MS).toISOString().slice(0, 10);
const at = (days: number, time: string): string => `${dayBefore(days)}T${time}:00Z`;

const late: Schemas["Incident"] = {
  incidentId: "1",
  title: { en: "Figures of one day were late", "zh-Hant": "一天的數字延遲" },
  ...{ affected: "data", impact: "degraded", beganAt: at(20, "06:30"), resolvedAt: at(20, "11:00") },
  updates: [
    { at: at(20, "11:00"), message: { en: "They are here.", "zh-Hant": "已經收到。" } },
    { at: at(20, "06:45"), message: { en: "We wait for the provider.", "zh-Hant": "我們正在等候資料供應商。" } },
  ],
};

const away: Schemas["Incident"] = {
  incidentId: "2",
  title: { en: "The API did not answer", "zh-Hant": "API 沒有回應" },
  ...{ affected: "api", impact: "outage", beganAt: at(41, "02:10"), resolvedAt: at(41, "02:50") },
  updates: [{ at: at(41, "02:50"), message: { en: "It answers again.", "zh-Hant": "已恢復。" } }],
};

const WORST: Readonly<Record<number, Schemas["StatusDay"]["service"]>> = {
  20: "degraded",
  41: "outage",
  55: "maintenance",
};
const KNOWN_DAYS = 75;

export const HISTORY: Schemas["StatusHistory"] = {
  days: Array.from({ length: KNOWN_DAYS }, (_, number) => {
    const days = KNOWN_DAYS - 1 - number;
    return { date: dayBefore(days), service: WORST[days] ?? "operational", deliveries: days % 7 < 5 ? 1 : 0 };
  }),
  deliveries: STATUS.deliveries,
  incidents: [late, away],
  maintenance: [
    {
      ...{ scope: "all", kind: "planned" },
      ...{ startsAt: at(55, "06:00"), plannedEndsAt: at(55, "08:00"), endsAt: at(55, "07:30") },
      message: { en: "We move to a new server.", "zh-Hant": "我們遷往新的伺服器。" },
      completion: { en: "We have moved.", "zh-Hant": "遷移已經完成。" },
    },
  ],
};

/** The status as it is, or with everything that may stand on it. */
export const TROUBLED: Schemas["Status"] = {
  ...STATUS,
  service: "degraded",
  incidents: [{ ...late, incidentId: "3", beganAt: at(0, "00:00"), resolvedAt: null }, late],
  maintenance: [
    {
      ...{ scope: "site", kind: "planned", completion: null },
      ...{ startsAt: at(-3, "06:00"), plannedEndsAt: at(-3, "08:00"), endsAt: at(-3, "08:00") },
      message: { en: "The site is away for two hours.", "zh-Hant": "網站暫停兩小時。" },
    },
    {
      ...{ scope: "admin", kind: "emergency", completion: null },
      ...{ startsAt: at(0, "00:00"), plannedEndsAt: at(-1, "00:00"), endsAt: at(-1, "00:00") },
      message: { en: "x", "zh-Hant": "x" },
    },
  ],
};

const BULK_NAME = "funds-20261118T224107Z-full.ndjson.gz";

export const BULK: Schemas["BulkList"] = {
  results: [
    {
      ...{ name: "20261118T224107Z", sequence: 61, takenAt: "2026-11-18T22:41:07Z", token: "after-61" },
      files: [
        {
          ...{ kind: "full", name: BULK_NAME, url: `/api/v1/bulk/${BULK_NAME}`, follows: null },
          ...{ rows: 61, sizeInBytes: 81_920, sha256: "c".repeat(64) },
        },
      ],
    },
  ],
};

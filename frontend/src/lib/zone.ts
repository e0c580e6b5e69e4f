/** The time zone whose midnights begin the record's days: the back end's own, so that times and days on a page agree. */
import { noteMoment } from "../cache/tags.ts";
import { remembering } from "./remembering.ts";

export const TIME_ZONE = process.env["TIME_ZONE"] || "Asia/Hong_Kong";

/** Swedish writes days as ISO 8601 does. */
const ISO_DAY = new Intl.DateTimeFormat("sv-SE", { timeZone: TIME_ZONE });

/** The day of an instant there, as an ISO date. */
export function dayOf(instant: Date): string {
  return ISO_DAY.format(instant);
}

const MINUTE_MS = 60_000;
const dayOfMinute = remembering((minute: number) => dayOf(new Date(minute * MINUTE_MS)), 1);

/** This moment, for pages that tell time in less than days: such a page is true at this moment alone. */
export function now(): Date {
  noteMoment();
  return new Date();
}

/** The day that it is there now; no day begins within a minute. */
export function today(): string {
  return dayOfMinute(Math.floor(Date.now() / MINUTE_MS));
}

/** A line over time, drawn on the server; everything that has words is left to HTML, which knows the width of a phone. */

export interface Point {
  /** An ISO date. */
  readonly date: string;
  readonly value: number;
}

export interface Line {
  /** SVG path data within `WIDTH` by `HEIGHT`. */
  readonly line: string;
  /** The same, closed along the bottom. */
  readonly area: string;
  readonly low: number;
  readonly high: number;
}

export const WIDTH = 600;
export const HEIGHT = 160;

/** The line through points in the order of their dates, or nothing for fewer than two days. */
export function lineOf(points: readonly Point[]): Line | undefined {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last || first.date === last.date) return undefined;
  const values = points.map(({ value }) => value);
  const low = Math.min(...values);
  const high = Math.max(...values);
  const begin = Date.parse(first.date);
  const duration = Date.parse(last.date) - begin;
  const x = (date: string) => round(((Date.parse(date) - begin) / duration) * WIDTH);
  const y = (value: number) => round(high === low ? HEIGHT / 2 : (1 - (value - low) / (high - low)) * HEIGHT);
  const line = `M${points.map(({ date, value }) => `${x(date)} ${y(value)}`).join("L")}`;
  return { line, area: `${line}V${HEIGHT}H0Z`, low, high };
}

/** Of each month the last point: what a table shows of a long line. */
export function lastOfMonths<T extends { readonly date: string }>(points: readonly T[]): readonly T[] {
  const month = ({ date }: T) => date.slice(0, 7);
  return points.filter((point, place) => {
    const next = points[place + 1];
    return next === undefined || month(next) !== month(point);
  });
}

const round = (number: number): number => Math.round(number * 10) / 10;

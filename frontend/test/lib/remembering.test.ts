import { expect, test, vi } from "vitest";
import { remembering } from "../../src/lib/remembering.ts";

test("the same value is worked out once, another one by itself", () => {
  const work = vi.fn((value: number) => `${value}`);
  const say = remembering(work);

  expect([say(1), say(2), say(1), say(2)]).toEqual(["1", "2", "1", "2"]);
  expect(work).toHaveBeenCalledTimes(2);
});

test("no more values are remembered than there is room for", () => {
  const work = vi.fn((value: number) => `${value}`);
  const say = remembering(work, 2);

  expect([1, 2, 3, 3, 1].map(say)).toEqual(["1", "2", "3", "3", "1"]);
  expect(work.mock.calls.map(([value]) => value)).toEqual([1, 2, 3, 1]);
});

test("a text longer than any date or code is said, and not remembered", () => {
  const work = vi.fn((value: string) => value.toUpperCase());
  const say = remembering(work);
  const [longest, tooLong] = ["x".repeat(40), "x".repeat(41)];

  expect([longest, longest, tooLong, tooLong].map(say)).toEqual([
    "X".repeat(40),
    "X".repeat(40),
    "X".repeat(41),
    "X".repeat(41),
  ]);
  expect(work.mock.calls.map(([value]) => value.length)).toEqual([40, 41, 41]);
});

import type { Example } from "../example.ts";

export default [
  {
    title: "any day up to today can be asked for",
    props: { locale: "en", action: "/funds/A", latest: "2026-11-22" },
    shows: ['action="/funds/A"', 'name="asOf"', 'max="2026-11-22"', '<label for="asOf">'],
  },
  {
    title: "the day that is shown stays in the field",
    props: { locale: "zh-hant", action: "/zh-hant/funds/A", day: "2026-11-18", latest: "2026-11-22" },
    shows: ['value="2026-11-18"'],
  },
] satisfies Example[];

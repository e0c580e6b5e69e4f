import type { Example } from "../example.ts";

export default [
  {
    title: "how old, and from whom",
    props: { freshness: { headline: "Data as of 18 November 2026", detail: "From Demo, delivery D-1." } },
    shows: ["<strong>Data as of 18 November 2026</strong>", "From Demo, delivery D-1."],
  },
  {
    title: "before the first delivery",
    props: { freshness: { headline: "No delivery yet." } },
    shows: ["No delivery yet."],
    hides: ["<span"],
  },
] satisfies Example[];

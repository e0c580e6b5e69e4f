import type { Example } from "../example.ts";

export default [
  {
    title: "a value, a linked value, a code, a date of its own",
    props: {
      locale: "en",
      facts: [
        { term: "Umbrella", values: [{ text: "Northgate ICAV" }], href: "/funds?umbrellaId=U1" },
        { term: "LEI", values: [{ text: "529900" }], code: true },
        { term: "Fund size", values: [{ text: "USD 1.00" }], note: "as of 31 October 2026" },
      ],
    },
    shows: ['<a href="/funds?umbrellaId=U1">', "<code>529900</code>", "as of 31 October 2026"],
  },
  {
    title: "a field leads to its source, and a corrected one says why",
    props: {
      locale: "en",
      sources: "/funds/A/sources",
      facts: [
        { term: "Risk", values: [{ text: "3" }], field: "riskLevel", corrected: "Since today. Reason: typing error." },
      ],
    },
    shows: ['href="/funds/A/sources#riskLevel"', "<strong>Corrected.</strong> Since today. Reason: typing error."],
  },
  {
    title: "without a page of sources nothing leads there",
    props: { locale: "en", facts: [{ term: "Risk", values: [{ text: "3" }], field: "riskLevel" }] },
    shows: ["Risk"],
    hides: ["sources#"],
  },
] satisfies Example[];

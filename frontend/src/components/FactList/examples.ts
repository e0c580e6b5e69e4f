import type { Example } from "../example.ts";

export default [
  {
    title: "a value, a linked value, a code, a date of its own",
    props: {
      facts: [
        { term: "Umbrella", values: [{ text: "Northgate ICAV" }], href: "/funds?umbrellaId=U1" },
        { term: "LEI", values: [{ text: "529900" }], code: true },
        { term: "Fund size", values: [{ text: "USD 1.00" }], note: "as of 31 October 2026" },
      ],
    },
    shows: ['<a href="/funds?umbrellaId=U1">', "<code>529900</code>", "as of 31 October 2026"],
  },
] satisfies Example[];

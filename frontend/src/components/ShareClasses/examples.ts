import type { Example } from "../example.ts";

export default [
  {
    title: "a row is headed by its name and ISIN; what is not stated is a dash",
    props: {
      locale: "en",
      labelledBy: "heading",
      table: {
        columns: [{ title: "Currency" }, { title: "Net asset value", kind: "number" }],
        rows: [
          {
            isin: "IE00B4L5Y983",
            name: { text: "Fund A Acc" },
            cells: [{ value: { text: "USD" } }, { value: { text: "USD 10.00" }, note: "as of 18 Nov 2026" }],
          },
          { isin: "IE00B1XNHC34", name: { text: "Fund B Dis" }, cells: [{ value: { text: "EUR" } }, undefined] },
        ],
      },
    },
    shows: ['<tr id="IE00B4L5Y983">', '<th scope="row">', "as of 18 Nov 2026", 'aria-labelledby="heading"', "–"],
  },
] satisfies Example[];

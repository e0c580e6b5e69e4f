import type { Example } from "../example.ts";

export default [
  {
    title: "a table with a column of figures",
    props: { caption: "Fees", headings: ["Service", "HKD"], rows: [["Copy", "5.00"]], numeric: [false, true] },
    shows: [
      "<caption>Fees</caption>",
      '<th scope="col" class="number">',
      '<td class="number">5.00</td>',
      'tabindex="0"',
    ],
  },
] satisfies Example[];

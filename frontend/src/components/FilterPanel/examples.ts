import type { Example } from "../example.ts";

const option = (value: string, count: string, checked = false) => ({ value, name: { text: value }, count, checked });

export default [
  { title: "no choice, no panel", props: { locale: "en", groups: [] }, shows: [], hides: ["<aside", "<button"] },
  {
    title: "choices with counts belong to the search form",
    props: {
      locale: "en",
      groups: [
        {
          filter: "fundCurrency",
          title: "Fund currency",
          shown: [option("USD", "13", true), option("EUR", "2")],
          folded: [],
        },
      ],
    },
    shows: ["<legend>Fund currency</legend>", 'name="fundCurrency" value="USD" checked form="search"', ">13<"],
    hides: ["<details"],
  },
  {
    title: "long lists fold",
    props: {
      locale: "en",
      groups: [
        {
          filter: "fundGroupName",
          title: "Fund house",
          shown: [option("A", "9")],
          folded: [option("B", "1"), option("C", "1")],
        },
      ],
    },
    shows: ["<summary>2 more</summary>"],
  },
] satisfies Example[];

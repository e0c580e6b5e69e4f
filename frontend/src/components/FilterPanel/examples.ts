import type { Example } from "../example.ts";

const option = (value: string, count: string, checked = false) => ({ value, name: { text: value }, count, checked });

const panel = (more: object) => ({ first: [], more: [], days: [], open: false, ...more });
const currencies = { filter: "fundCurrency", title: "Fund currency", folded: [] };

export default [
  { title: "no choice, no panel", props: { locale: "en" }, shows: [], hides: ["<aside", "<button"] },
  {
    title: "choices with counts belong to the search form",
    props: {
      locale: "en",
      panel: panel({ first: [{ ...currencies, shown: [option("USD", "13", true), option("EUR", "2")] }] }),
    },
    shows: ["<legend>Fund currency</legend>", 'name="fundCurrency" value="USD" checked form="search"', ">13<"],
    hides: ["<details open"],
  },
  {
    title: "long lists fold",
    props: {
      locale: "en",
      panel: panel({
        first: [{ ...currencies, shown: [option("USD", "9")], folded: [option("B", "1"), option("C", "1")] }],
      }),
    },
    shows: ["<summary>2 more</summary>"],
  },
  {
    title: "a day that was chosen is in sight",
    props: {
      locale: "zh-hant",
      panel: panel({ open: true, days: [{ name: "authorisedSince", title: "認可日期由", value: "2026-01-31" }] }),
    },
    shows: [" open>", 'type="date" name="authorisedSince" value="2026-01-31" form="search"', "更多篩選"],
  },
] satisfies Example[];

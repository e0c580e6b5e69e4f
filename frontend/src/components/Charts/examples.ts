import type { Example } from "../example.ts";

const chart = {
  id: "nav",
  title: "Net asset value",
  of: { text: "Northgate Bond Fund A" },
  summary: "From 1 Jan 2026 (USD 10) to 31 Jan 2026 (USD 12)",
  line: "M0 160L600 0",
  area: "M0 160L600 0V160H0Z",
  low: "USD 10",
  high: "USD 12",
  from: "1 Jan 2026",
  to: "31 Jan 2026",
  table: { caption: "Last value of each month", headings: ["Day", "NAV"], rows: [["31 Jan 2026", "USD 12"]] },
};
const all = "http://127.0.0.1:8000/api/v1/funds/DEM00001/figures/";

export default [
  {
    title: "a line says in words what it shows, and has its figures as a table",
    props: { locale: "en", figures: { charts: [chart], choices: [], all } },
    shows: [
      'role="img" aria-label="From 1 Jan 2026 (USD 10) to 31 Jan 2026 (USD 12)"',
      'd="M0 160L600 0"',
      "<td",
      "31 Jan 2026",
      `href="${all}"`,
    ],
    hides: ["<select"],
  },
  {
    title: "of several share classes one is chosen with a form",
    props: {
      locale: "en",
      figures: {
        charts: [chart],
        choices: [
          { isin: "A", name: { text: "Class A" }, chosen: false },
          { isin: "B", name: { text: "Class B" }, chosen: true },
        ],
        all,
      },
    },
    shows: ['<option value="B" selected>', '<label for="class">'],
  },
  {
    title: "without figures the page says so",
    props: { locale: "zh-hant", figures: { charts: [], choices: [], all } },
    shows: ["需有兩天的數字"],
    hides: ["<svg"],
  },
] satisfies Example[];

import type { Example } from "../example.ts";

const table = {
  caption: "The last 90 days",
  headings: ["Day", "Service", "Deliveries published"],
  rows: [["22 Nov 2026", "Outage", "1"]],
  numeric: [false, false, true],
};

export default [
  {
    title: "a row of days says in words what it shows, and has its days as a table",
    props: {
      locale: "en",
      days: {
        bars: [{ service: "outage", text: "Outage", path: "M890 0h7v40h-7z" }],
        summary: "Days without a trouble: 0 of 1. With an outage: 1.",
        from: "22 Nov 2026",
        to: "22 Nov 2026",
        table,
      },
    },
    shows: [
      'role="img" aria-label="Days without a trouble: 0 of 1. With an outage: 1."',
      '<path class="service-days__outage" d="M890 0h7v40h-7z"',
      "<summary>As a table</summary>",
      '<td class="number">1</td>',
    ],
  },
  {
    title: "before the first delivery there is no day to show",
    props: { locale: "en", days: { bars: [], summary: "The record has no days yet.", from: "", to: "", table } },
    shows: ["The record has no days yet."],
    hides: ["<svg", "<table"],
  },
] satisfies Example[];

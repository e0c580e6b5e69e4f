import type { Example } from "../example.ts";

const trouble = {
  title: { text: "Today’s figures are late" },
  status: { text: "Works, but not as it should", tone: "caution" },
  affected: "Freshness of the data",
  when: "Since 22 November 2026 14:30 HKT.",
  updates: [
    { time: "22 November 2026 15:10 HKT", iso: "2026-11-22T07:10:00Z", text: { text: "They are on their way." } },
    {
      time: "22 November 2026 14:45 HKT",
      iso: "2026-11-22T06:45:00Z",
      text: { text: "我們正在等候。", lang: "zh-Hant" },
    },
  ],
};

export default [
  {
    title: "a trouble with what was known when, the newest first",
    props: { troubles: [trouble], none: "No trouble is known." },
    shows: [
      "Today’s figures are late",
      "status-tag--caution",
      '<time datetime="2026-11-22T07:10:00Z">22 November 2026 15:10 HKT</time>',
      '<span lang="zh-Hant">我們正在等候。</span>',
    ],
    hides: ["No trouble is known."],
  },
  { title: "none", props: { troubles: [], none: "No trouble is known." }, shows: ["<p>No trouble is known.</p>"] },
] satisfies Example[];

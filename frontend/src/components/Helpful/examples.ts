import type { Example } from "../example.ts";

export default [
  {
    title: "asks with two buttons",
    props: { locale: "en", slug: "find-a-fund" },
    shows: [
      'method="post" action="/help/find-a-fund/feedback"',
      'name="helpful" value="yes"',
      'name="helpful" value="no"',
    ],
    hides: ["Thank you"],
  },
  {
    title: "thanks whoever answered",
    props: { locale: "zh-hant", slug: "find-a-fund", isSaid: true },
    shows: ['role="status"', "謝謝"],
    hides: ["<form"],
  },
] satisfies Example[];

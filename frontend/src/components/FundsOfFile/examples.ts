import type { Example } from "../example.ts";

export default [
  {
    title: "a fund by its name, or by its number where the name isn't known",
    props: {
      funds: [
        { fundId: "A", name: { text: "Bond Fund" }, href: "/funds/A" },
        { fundId: "B", name: { text: "B" }, href: "/funds/B" },
      ],
      more: "and 3 more",
    },
    shows: ['<a href="/funds/A">', "<code>A</code>", "and 3 more"],
    hides: ["<code>B</code>"],
  },
] satisfies Example[];

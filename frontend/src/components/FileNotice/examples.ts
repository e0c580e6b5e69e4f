import type { Example } from "../example.ts";

export default [
  {
    title: "a replaced file leads to the one that stands",
    props: { locale: "en", ended: { sentence: "Replaced.", newer: [{ text: "PR-2027", href: "/documents/abc" }] } },
    shows: ["Replaced.", '<a href="/documents/abc">', "<code>PR-2027</code>"],
  },
  {
    title: "a withdrawn file leads nowhere",
    props: { locale: "zh-hant", ended: { sentence: "已撤回。", newer: [] } },
    shows: ["已撤回。"],
    hides: ["<a "],
  },
] satisfies Example[];

import type { Example } from "../example.ts";

export default [
  {
    title: "the way back, in the page's language",
    props: { locale: "zh-hant", links: [{ text: { text: "基金" }, href: "/zh-hant/funds" }] },
    shows: ['href="/zh-hant"', "主頁", 'href="/zh-hant/funds"'],
  },
] satisfies Example[];

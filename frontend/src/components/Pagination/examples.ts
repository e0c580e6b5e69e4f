import type { Example } from "../example.ts";

export default [
  { title: "a single page needs no links", props: { locale: "en", pages: {} }, shows: [], hides: ["<nav"] },
  {
    title: "the first page leads on",
    props: { locale: "en", pages: { next: "/funds?cursor=b" } },
    shows: ['href="/funds?cursor=b"', 'rel="next"', "Next page"],
    hides: ['rel="prev"'],
  },
  {
    title: "a page in the middle leads both ways, in Chinese",
    props: { locale: "zh-hant", pages: { previous: "/zh-hant/funds?cursor=a", next: "/zh-hant/funds?cursor=c" } },
    shows: ['rel="prev"', 'rel="next"', "上一頁", "下一頁", 'aria-label="結果頁"'],
  },
] satisfies Example[];

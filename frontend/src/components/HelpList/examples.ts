import type { Example } from "../example.ts";

export default [
  {
    title: "each article with its summary, and its language where that is another",
    props: {
      lines: [
        { title: "Find a fund", summary: "By name.", href: "/help/find-a-fund" },
        { title: "Only in English", summary: "So far.", href: "/zh-hant/help/english", lang: "en" },
      ],
    },
    shows: ['<a href="/help/find-a-fund">', "By name.", '<a href="/zh-hant/help/english" lang="en">', '<p lang="en">'],
  },
] satisfies Example[];

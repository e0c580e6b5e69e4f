import type { Example } from "../example.ts";

const link = (text: string) => ({ name: { text }, count: "1", href: `/funds?fundGroupName=${text}` });

export default [
  {
    title: "an index with counts; what is too long folds",
    props: { locale: "en", title: "Browse by fund house", links: ["A", "B", "C"].map(link), shown: 2 },
    shows: ["<h2>Browse by fund house</h2>", 'href="/funds?fundGroupName=A"', "<summary>1 more</summary>"],
  },
] satisfies Example[];

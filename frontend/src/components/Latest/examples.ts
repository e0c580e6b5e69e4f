import type { Example } from "../example.ts";

const items = [
  {
    href: "/documents/a",
    text: { text: "Annual report" },
    day: "2026-11-18",
    date: "18 Nov 2026",
    about: { text: "Asia Growth" },
  },
  {
    href: "/documents/b",
    text: { text: "Prospectus", lang: "en" },
    day: "2026-11-17",
    date: "17 Nov 2026",
    about: { text: "" },
  },
];

export default [
  {
    title: "what is new, each with its day and whose it is",
    props: { latest: { title: "Latest documents", items } },
    shows: [
      "<h2>Latest documents</h2>",
      '<a href="/documents/a">Annual report</a>',
      '<time datetime="2026-11-18">18 Nov 2026</time> · Asia Growth',
      '<span lang="en">Prospectus</span>',
    ],
    hides: ['href="/news"'],
  },
  {
    title: "and the way to all of it, where there is a page",
    props: { latest: { title: "News", items, more: { href: "/news", text: "All news" } } },
    shows: ['<a href="/news">All news</a>'],
  },
] satisfies Example[];

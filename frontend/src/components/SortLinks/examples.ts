import type { Example } from "../example.ts";

export default [
  {
    title: "the order in use is marked",
    props: {
      locale: "en",
      sorts: [
        { sort: "name", text: "Name A–Z", href: "/funds?sort=name", current: true },
        { sort: "-name", text: "Name Z–A", href: "/funds?sort=-name", current: false },
      ],
    },
    shows: ['href="/funds?sort=name" aria-current="true"', 'href="/funds?sort=-name">'],
  },
] satisfies Example[];

import type { Example } from "../example.ts";

const item = {
  ...{ href: "/news/hours", title: "New hours", summary: "From May.", category: "Notice" },
  ...{ date: "1 April 2026", day: "2026-04-01" },
};

export default [
  {
    title: "the latest first, and the way to earlier ones",
    props: { locale: "en", news: { items: [item], more: "/news?cursor=a" } },
    shows: ['<time datetime="2026-04-01">1 April 2026</time> · Notice', 'href="/news/hours"', 'href="/news?cursor=a"'],
  },
  { title: "nothing yet", props: { locale: "en", news: { items: [] } }, shows: ["Nothing has been announced"] },
] satisfies Example[];

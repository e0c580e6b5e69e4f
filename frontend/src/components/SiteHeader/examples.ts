import type { Example } from "../example.ts";

export default [
  {
    title: "the page in view is marked, and the other language keeps the place",
    props: { locale: "en", path: "/funds?q=gold" },
    shows: ['href="/funds" aria-current="page"', 'href="/zh-hant/funds?q=gold" hreflang="zh-Hant" lang="zh-Hant"'],
  },
  {
    title: "from Chinese back to English",
    props: { locale: "zh-hant", path: "/zh-hant/funds/DEM00001" },
    shows: ['href="/funds/DEM00001" hreflang="en" lang="en"', 'href="/zh-hant/funds" aria-current="true"'],
  },
  {
    title: "editors' pages follow",
    props: { locale: "en", path: "/about/team", menu: [{ href: "/about", text: "About" }] },
    shows: ['<a href="/about" aria-current="true">About'],
  },
] satisfies Example[];

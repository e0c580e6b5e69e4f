import type { Example } from "../example.ts";

export default [
  {
    title: "a word that matches nothing",
    props: { locale: "en", query: { q: "zzz", filters: {}, days: {} } },
    shows: ["No fund matches “zzz”.", "shorter part of the name", 'href="/deauthorised?q=zzz"'],
    hides: ["without any filter"],
  },
  {
    title: "filters that leave nothing can be dropped, the words stay",
    props: { locale: "en", query: { q: "gold", filters: { fundCurrency: ["CNH"] }, days: {} } },
    shows: ['<a href="/funds?q=gold">search again without any filter</a>'],
  },
  {
    title: "what comes near is offered",
    props: {
      locale: "en",
      query: { q: "LU1681041381", filters: {}, days: {} },
      suggestions: [{ text: { text: "LU1681041387" }, href: "/funds?q=LU1681041387" }],
    },
    shows: ["Did you mean", '<a href="/funds?q=LU1681041387">'],
  },
] satisfies Example[];

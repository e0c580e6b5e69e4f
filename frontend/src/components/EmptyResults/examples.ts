import type { Example } from "../example.ts";

export default [
  {
    title: "a word that matches nothing",
    props: { locale: "en", query: { q: "zzz", filters: {} } },
    shows: ["No fund matches “zzz”.", "shorter part of the name", 'href="/deauthorised?q=zzz"'],
    hides: ["without any filter"],
  },
  {
    title: "filters that leave nothing can be dropped, the words stay",
    props: { locale: "en", query: { q: "gold", filters: { fundCurrency: ["CNH"] } } },
    shows: ['<a href="/funds?q=gold">search again without any filter</a>'],
  },
] satisfies Example[];

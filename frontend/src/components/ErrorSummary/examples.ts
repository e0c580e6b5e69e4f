import type { Example } from "../example.ts";

export default [
  {
    title: "says what is wrong and how to go on",
    props: { locale: "en", problem: { sentences: ["“odd” cannot be used for Status."], restart: "/funds?q=gold" } },
    shows: ['role="alert"', "There is a problem", "“odd” cannot be used for Status.", 'href="/funds?q=gold"'],
  },
] satisfies Example[];

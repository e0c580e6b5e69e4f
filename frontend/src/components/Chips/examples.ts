import type { Example } from "../example.ts";

export default [
  {
    title: "nothing chosen, nothing shown",
    props: { locale: "en", chips: [], clear: "/funds" },
    shows: [],
    hides: ["<ul"],
  },
  {
    title: "each choice can be taken away alone, or all at once",
    props: {
      locale: "en",
      chips: [{ title: "Domicile", name: { text: "Ireland" }, href: "/funds?q=gold" }],
      clear: "/funds",
    },
    shows: ['<span class="hidden">Remove filter:</span>', 'href="/funds?q=gold"', "Remove all filters"],
  },
] satisfies Example[];

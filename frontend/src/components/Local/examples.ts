import type { Example } from "../example.ts";

export default [
  {
    title: "text in the page's language is left bare",
    props: { value: { text: "基金" } },
    shows: ["基金"],
    hides: ["<span"],
  },
  {
    title: "text in another language says which",
    props: { value: { text: "Fund", lang: "en" } },
    shows: ['<span lang="en">Fund</span>'],
  },
  {
    title: "markup in a provider's text stays text",
    props: { value: { text: "<b>A & B</b>" } },
    shows: ["&lt;b&gt;A &amp; B&lt;/b&gt;"],
    hides: ["<b>"],
  },
] satisfies Example[];

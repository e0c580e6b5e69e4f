import type { Example } from "../example.ts";

const items = [{ question: "Is it free?", answerHtml: "<p>Yes.</p>" }];

export default [
  {
    title: "questions that open one by one, without script",
    props: { heading: "Using the site", items },
    shows: ["<h2>Using the site</h2>", "<details>", "<summary>Is it free?</summary>", "<p>Yes.</p>"],
  },
  { title: "open in a preview", props: { items, open: true }, shows: ["<details open>"], hides: ["<h2>"] },
] satisfies Example[];

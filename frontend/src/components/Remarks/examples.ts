import type { Example } from "../example.ts";

export default [
  { title: "nothing to remark, nothing shown", props: { sentences: [] }, shows: [], hides: ["<div"] },
  {
    title: "each remark is a sentence, and markup in it stays text",
    props: { sentences: ["“<b>” was left out."] },
    shows: ['role="status"', "“&lt;b&gt;” was left out."],
  },
] satisfies Example[];

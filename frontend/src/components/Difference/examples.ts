import type { Example } from "../example.ts";

const title = "What changed from version 1 to version 2";
const kept = { kind: "same", text: "Kept for " };

export default [
  {
    title: "what was taken away and what was added",
    props: {
      locale: "en",
      title,
      lang: "en",
      paragraphs: [[kept, { kind: "removed", text: "30" }, { kind: "added", text: "<60>" }]],
    },
    shows: [title, "Kept for <del>30</del><ins>&lt;60&gt;</ins>", "Struck through"],
  },
  {
    title: "no difference",
    props: { locale: "en", title, lang: "en", paragraphs: [[kept]] },
    shows: ["The wording is the same."],
    hides: ["<ins>", "Kept for"],
  },
] satisfies Example[];

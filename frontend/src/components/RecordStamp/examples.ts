import type { Example } from "../example.ts";

export default [
  {
    title: "which version, from where",
    props: { locale: "en", facts: [{ term: "Version", values: [{ text: "3" }] }] },
    shows: ["Public record", "Version", 'id="record"'],
  },
] satisfies Example[];

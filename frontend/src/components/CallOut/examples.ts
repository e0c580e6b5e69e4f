import type { Example } from "../example.ts";

export default [
  {
    title: "what must not be overlooked says so in a word",
    props: { tone: "warning", toneName: "Warning", heading: "Beware of copies", html: "<p>Check the address.</p>" },
    shows: ["call-out--warning", "Warning</p>", "<h2>Beware of copies</h2>", "<p>Check the address.</p>"],
  },
  {
    title: "a note without a heading is called by its tone",
    props: { tone: "note", toneName: "Note", heading: "", html: "<p>Prices are daily.</p>" },
    shows: ['aria-label="Note"'],
    hides: ["<h2>"],
  },
] satisfies Example[];

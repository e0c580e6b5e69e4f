import type { Example } from "../example.ts";

export default [
  {
    title: "a level is drawn beside its words",
    props: { facts: [{ term: "Risk level", values: [{ text: "3 of 5" }], level: 3 }] },
    shows: ["3 of 5", "<svg", 'aria-hidden="true"'],
  },
  {
    title: "other figures are only words",
    props: { facts: [{ term: "Domicile", values: [{ text: "Ireland" }] }] },
    shows: ["Ireland"],
    hides: ["<svg"],
  },
] satisfies Example[];

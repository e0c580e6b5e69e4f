import type { Example } from "../example.ts";

export default [
  {
    title: "what it is about travels with the form, and one field is for programs only",
    props: { locale: "en", token: "t.o.k", filled: { category: "fund", fundId: "DEM00018" } },
    shows: [
      'method="post" action="/support"',
      'name="form" value="t.o.k"',
      'name="fundId" value="DEM00018"',
      "<code>DEM00018</code>",
      '<option value="fund" selected>',
      'aria-hidden="true"',
      'tabindex="-1"',
    ],
    hides: ["aria-invalid", "<details open"],
  },
  {
    title: "what was filled in stays, with what is wrong about it",
    props: {
      locale: "zh-hant",
      token: "t",
      filled: { category: "other", description: "甚麼？", steps: "一", email: "ann@" },
      mistakes: ["email"],
    },
    shows: ["甚麼？", "<details open", 'id="email-mistake"', 'aria-invalid="true"', 'action="/zh-hant/support"'],
    hides: ['id="description-mistake"'],
  },
] satisfies Example[];

import type { Example } from "../example.ts";

export default [
  {
    title: "an empty box asks for half a name",
    props: { locale: "en", hint: true },
    shows: ['action="/funds"', '<label for="q"', 'aria-describedby="q-hint"', "Part of a name is enough."],
  },
  {
    title: "what was asked stays in the box, quotes and all",
    props: { locale: "en", q: '"gold" <etf>' },
    shows: ['value="&quot;gold&quot; <etf>"'],
    hides: ["<etf></"],
  },
  {
    title: "the sort survives a new search",
    props: { locale: "zh-hant", keep: [["sort", "-name"]] },
    shows: ['action="/zh-hant/funds"', '<input type="hidden" name="sort" value="-name">'],
  },
  {
    title: "its script knows where suggestions come from and what they are called",
    props: { locale: "zh-hant" },
    shows: ['data-suggest="/zh-hant/suggest"', 'data-label="建議"'],
  },
  {
    title: "of deauthorised funds nothing is suggested",
    props: { locale: "en", action: "/deauthorised" },
    shows: ['action="/deauthorised"'],
    hides: ["data-suggest"],
  },
] satisfies Example[];

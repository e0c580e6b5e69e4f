import type { Example } from "../example.ts";

export default [
  {
    title: "editors' words say that they aren't the provider's",
    props: { locale: "en", summary: { html: "<p>Follows <b>200</b> companies.</p>" } },
    shows: ['<h2 id="summary-title">In short</h2>', "<b>200</b>", "not by the provider"],
    hides: ["lang=", "another language"],
  },
  {
    title: "in the other language when there is no other",
    props: { locale: "zh-hant", summary: { html: "<p>Follows 200 companies.</p>", lang: "en" } },
    shows: ['<div lang="en">', "概要"],
  },
] satisfies Example[];

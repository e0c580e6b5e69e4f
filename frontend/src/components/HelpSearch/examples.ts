import type { Example } from "../example.ts";

export default [
  {
    title: "the words stay in the field",
    props: { locale: "en", words: 'a "word"' },
    shows: ['action="/help"', 'name="q" value="a &quot;word&quot;"', "Search the articles"],
  },
  { title: "in Chinese", props: { locale: "zh-hant" }, shows: ['action="/zh-hant/help"', "搜尋文章"] },
] satisfies Example[];

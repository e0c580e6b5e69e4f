import type { Example } from "../example.ts";

export default [
  { title: "leads to the register", props: { locale: "en" }, shows: ['href="/deauthorised"', "not investment advice"] },
  {
    title: "and to what editors wrote",
    props: { locale: "zh-hant", menu: [{ href: "/zh-hant/about", text: "關於" }] },
    shows: ['<a href="/zh-hant/about">關於</a>', 'href="/zh-hant/faq"', 'href="/zh-hant/legal"'],
  },
] satisfies Example[];

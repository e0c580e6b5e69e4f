import type { Example } from "../example.ts";

const row = {
  at: "2026-11-19T14:40:00Z",
  time: "19 November 2026 22:40 HKT",
  name: { text: "Bond Fund" },
  href: "/funds/A",
  kinds: ["Changed", "New document"],
  version: { text: "Version 2", href: "/funds/A/history#v2" },
  documents: [],
};

export default [
  {
    title: "a change says when, what kind, and where it is told in full",
    props: { locale: "en", rows: [{ ...row, fields: "Status", house: { text: "Northgate" } }] },
    shows: ['datetime="2026-11-19T14:40:00Z"', "<strong>Changed</strong>", 'href="/funds/A/history#v2"', "Status"],
  },
  {
    title: "documents lead to their files",
    props: { locale: "zh-hant", rows: [{ ...row, documents: [{ text: "通告", href: "/zh-hant/documents/abc" }] }] },
    shows: ['<a href="/zh-hant/documents/abc">通告</a>'],
  },
] satisfies Example[];

import type { Example } from "../example.ts";

const document = {
  href: "http://127.0.0.1:8000/api/v1/documents/abc.pdf",
  title: { text: "Prospectus 2026" },
  language: "zh-Hant",
  languages: "Traditional Chinese",
  size: "PDF, 1.2 MB",
  dated: "dated 30 June 2026",
  published: "published 1 August 2026",
  sha256: "abc",
};

export default [
  { title: "none yet", props: { locale: "en", groups: [] }, shows: ["No document of this fund"] },
  {
    title: "a file says what it is before it is opened",
    props: { locale: "en", groups: [{ title: "Prospectus", current: [document], earlier: [], earlierTitle: "" }] },
    shows: [
      'href="http://127.0.0.1:8000/api/v1/documents/abc.pdf" hreflang="zh-Hant" type="application/pdf"',
      "PDF, 1.2 MB",
      "dated 30 June 2026 · published 1 August 2026",
      '<a href="/documents/abc">',
    ],
    hides: ["document-group__earlier"],
  },
  {
    title: "one that people published says so",
    props: {
      locale: "en",
      groups: [
        {
          title: "Notice",
          current: [{ ...document, byHand: "published by this repository itself" }],
          earlier: [],
          earlierTitle: "",
        },
      ],
    },
    shows: ["published 1 August 2026 · published by this repository itself"],
  },
  {
    title: "earlier versions stay within reach",
    props: {
      locale: "en",
      groups: [{ title: "Prospectus", current: [], earlier: [document], earlierTitle: "1 earlier version" }],
    },
    shows: ["<summary>1 earlier version</summary>"],
  },
] satisfies Example[];

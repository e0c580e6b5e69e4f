import type { Example } from "../example.ts";

const version = {
  id: "v2",
  title: "Version 2",
  day: "2026-11-19T14:40:00Z",
  published: "Published 19 November 2026 22:40 HKT",
  source: "Stated by DEMO.",
  href: "/funds/A",
  isFirst: false,
};

export default [
  {
    title: "a change shows what was and what is",
    props: {
      locale: "en",
      versions: [{ ...version, differences: [{ field: "Status", before: { text: "A" }, after: { text: "B" } }] }],
    },
    shows: ['id="v2"', "<del>", "<ins>", '<span class="hidden">before:</span>', "Stated by DEMO."],
  },
  {
    title: "what is new has no before, and names its share class",
    props: {
      locale: "en",
      versions: [{ ...version, differences: [{ field: "Charges", isin: "LU1", after: { text: "1%" } }] }],
    },
    shows: ["<code>LU1</code>", "<ins>"],
    hides: ["<del>"],
  },
  {
    title: "a first version has nothing to differ from",
    props: { locale: "zh-hant", versions: [{ ...version, differences: [], isFirst: true }] },
    shows: ["首個公開版本"],
    hides: ["<dl"],
  },
] satisfies Example[];

import type { Example } from "../example.ts";

const later = { href: "/legal/terms/2", state: "Version 2, in force since 1 April 2026", isInForce: true };
const first = { href: "/legal/terms/1", state: "Version 1, effective 1 January 2026", isInForce: false };
const versions = [
  { ...later, changes: "/legal/terms/2?since=1" },
  { ...first, changes: undefined },
];

export default [
  {
    title: "every version with its day; all but the first say what changed",
    props: { locale: "en", versions, here: "/legal/terms/1" },
    shows: [
      'href="/legal/terms/2"',
      "Version 2, in force since 1 April 2026",
      'href="/legal/terms/2?since=1"',
      'href="/legal/terms/1" aria-current="page"',
    ],
    hides: ["/legal/terms/1?since"],
  },
] satisfies Example[];

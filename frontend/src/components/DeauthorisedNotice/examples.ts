import type { Example } from "../example.ts";

const banner = {
  title: "This fund is no longer authorised",
  sentences: ["Deauthorised on 30 September 2026.", "Reason: merger."],
  register: "/deauthorised",
};

export default [
  {
    title: "when, and why",
    props: { locale: "en", banner },
    shows: ["This fund is no longer authorised", "30 September 2026. Reason: merger.", 'href="/deauthorised"'],
    hides: ["Absorbed"],
  },
  {
    title: "what became of it",
    props: { locale: "en", banner: { ...banner, successor: { text: { text: "DEM00002" }, href: "/funds/DEM00002" } } },
    shows: ["Absorbed by", 'href="/funds/DEM00002"'],
  },
] satisfies Example[];

import type { Example } from "../example.ts";

export default [
  {
    title: "what was chosen stays chosen",
    props: { locale: "en", since: "2026-11-15", kinds: ["corrected"], latest: "2026-11-22" },
    shows: ['value="2026-11-15" max="2026-11-22"', 'name="kind" value="corrected" checked', 'action="/changes"'],
    hides: ['value="published" checked'],
  },
] satisfies Example[];

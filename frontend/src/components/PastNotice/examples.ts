import type { Example } from "../example.ts";

const past = { sentence: "As public at the end of 18 November 2026", today: "/funds/A", history: "/funds/A/history" };

export default [
  {
    title: "the past says which day it is and leads back",
    props: { locale: "en", past: { ...past, detail: "Version 2 was public from … to …." } },
    shows: ["As public at the end of 18 November 2026", "Version 2 was public", 'href="/funds/A"', "/funds/A/history"],
  },
  {
    title: "what isn't known isn't said",
    props: { locale: "zh-hant", past },
    shows: ["返回現時資料"],
    hides: ["Version"],
  },
] satisfies Example[];

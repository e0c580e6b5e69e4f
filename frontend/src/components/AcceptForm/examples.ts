import type { Example } from "../example.ts";

export default [
  {
    title: "the wording that is accepted travels with the form, and so does the place to go on",
    props: { locale: "en", sha256: "abc", next: "/funds/DEM00001?x=1&y=2" },
    shows: [
      'method="post"',
      'name="textSha256" value="abc"',
      'name="next" value="/funds/DEM00001?x=1&amp;y=2"',
      "I accept",
      'href="/legal/privacy"',
    ],
  },
  {
    title: "in Chinese",
    props: { locale: "zh-hant", sha256: "abc", next: "/zh-hant/funds/DEM00001" },
    shows: ["本人接納", 'href="/zh-hant/funds"', 'href="/zh-hant/legal/privacy"'],
  },
] satisfies Example[];

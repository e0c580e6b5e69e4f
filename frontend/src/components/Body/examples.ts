import type { Example } from "../example.ts";

const fund = { fundId: "DEM00001", name: { text: "Northgate Fund" }, href: "/funds/DEM00001" };
const picture = { src: "/i/960.webp", srcset: "", width: 960, height: 320, alt: "A clock" };

/** One block of each kind. */
const blocks = [
  { type: "richText", html: "<p>First.</p>" },
  { type: "callOut", tone: "note", toneName: "Note", heading: "", html: "<p>Second.</p>" },
  { type: "accordion", heading: "", items: [{ question: "Third?", answerHtml: "<p>Yes.</p>" }] },
  { type: "table", caption: "Fourth", headings: ["A"], rows: [["1"]], numeric: [true] },
  { type: "fundList", heading: "", funds: [{ fundId: "DEM00005", name: { text: "Fifth" }, href: "/funds/DEM00005" }] },
  { type: "image", picture, caption: "Seventh" },
  { type: "documentList", heading: "Eighth", fund, groups: [] },
  { type: "contact", name: "Sixth", role: "", email: "", telephone: "", address: [] },
];

export default [
  {
    title: "each block by its component",
    props: { locale: "en", blocks },
    shows: [
      "rich-text",
      "call-out--note",
      "<summary>Third?",
      "<caption>Fourth",
      "Fifth",
      '<section class="contact"',
      'alt="A clock"',
      "<h2>Eighth",
    ],
  },
  { title: "nothing", props: { locale: "en", blocks: [] }, shows: ['<div class="body"></div>'] },
] satisfies Example[];

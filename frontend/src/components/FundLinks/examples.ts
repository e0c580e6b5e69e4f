import type { Example } from "../example.ts";

const fund = { fundId: "DEM00001", name: { text: "Northgate Fund", lang: "en" }, href: "/zh-hant/funds/DEM00001" };

export default [
  {
    title: "funds by name, each in its language",
    props: { heading: "環球基金", funds: [fund] },
    shows: ["<h2>環球基金</h2>", 'href="/zh-hant/funds/DEM00001"', '<span lang="en">Northgate Fund</span>'],
  },
  { title: "no fund, no list", props: { heading: "Funds", funds: [] }, shows: [], hides: ["Funds"] },
] satisfies Example[];

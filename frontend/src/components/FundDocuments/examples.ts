import type { Example } from "../example.ts";

const fund = { fundId: "DEM00001", name: { text: "Northgate Fund" }, href: "/funds/DEM00001" };

export default [
  {
    title: "a fund's documents below its name, with the way to the fund",
    props: { locale: "en", heading: "", fund, groups: [] },
    shows: ["Northgate Fund", "No document of this fund", '<a href="/funds/DEM00001">All about this fund</a>'],
  },
  {
    title: "or below the editor's own heading",
    props: { locale: "en", heading: "Prospectus", fund, groups: [] },
    shows: ["<h2>Prospectus</h2>"],
    hides: ["Northgate Fund"],
  },
] satisfies Example[];

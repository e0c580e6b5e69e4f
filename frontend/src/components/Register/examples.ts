import type { Example } from "../example.ts";

export default [
  {
    title: "a fund that is over: when, and which securities",
    props: {
      locale: "en",
      rows: [
        {
          fundId: "DEM00060",
          href: "/funds/DEM00060",
          name: { text: "Saltmarsh Property Fund" },
          house: { text: "Saltmarsh" },
          status: { text: "Deauthorised", tone: "ended" },
          date: "30 September 2026",
          isins: ["GB0009006007"],
          moreIsins: "and 2 more",
        },
      ],
    },
    shows: ['href="/funds/DEM00060"', "30 September 2026", "GB0009006007", "and 2 more", "status-tag--ended"],
  },
] satisfies Example[];

import type { Example } from "../example.ts";

export default [
  {
    title: "a field leads to the record that states it",
    props: {
      locale: "en",
      title: "Facts",
      rows: [
        { id: "manCo", field: "Management company", source: "Stated by DEMO.", place: "index.json#/0", since: "v1" },
        { field: "Objective", source: "Written by editors." },
      ],
    },
    shows: [
      "<caption>Facts</caption>",
      '<tr id="manCo">',
      "<code>index.json#/0</code>",
      '<th scope="row">Objective',
      "<td>–</td>",
    ],
  },
] satisfies Example[];

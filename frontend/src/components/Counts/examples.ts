import type { Example } from "../example.ts";

export default [
  {
    title: "how much there is, with a way in where there is one",
    props: {
      locale: "en",
      counts: [
        { term: "Authorised funds", count: "834", href: "/funds" },
        { term: "Documents", count: "2,600" },
      ],
    },
    shows: ['<a href="/funds">Authorised funds</a>', "<dt>Documents</dt>", "<dd>2,600</dd>"],
  },
] satisfies Example[];

import type { Example } from "../example.ts";

const funds = ["A", "B"].map((fundId) => ({
  fundId,
  name: { text: `Fund ${fundId}` },
  href: `/funds/${fundId}`,
  without: "/compare?id=X",
}));
const row = (term: string, one: string, other: string | undefined) => ({
  term,
  cells: [{ term, values: [{ text: one }] }, other && { term, values: [{ text: other }] }],
  differs: one !== other,
});

export default [
  {
    title: "what differs is told by a word",
    props: {
      locale: "en",
      view: { funds, groups: [{ title: "Facts", rows: [row("Currency", "USD", "EUR"), row("Risk", "3", "3")] }] },
    },
    shows: ['<th scope="col">', '<tr class="differs">', "differs</span>", '<a href="/funds/A">', 'scope="rowgroup"'],
  },
  {
    title: "what one of them doesn't state is a dash",
    props: { locale: "zh-hant", view: { funds, groups: [{ title: "資料", rows: [row("貨幣", "USD", undefined)] }] } },
    shows: ["–"],
  },
] satisfies Example[];

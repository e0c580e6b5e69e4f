import type { Example } from "../example.ts";

export default [
  {
    title: "nothing is wrong",
    props: { state: { text: "Everything works as it should", tone: "good" } },
    shows: ["service-state--good", "<strong>Everything works as it should</strong>", "M4 13l5 5L20 6"],
  },
  {
    title: "something is, by another sign and not by colour alone",
    props: { state: { text: "Something doesn’t work", tone: "ended" } },
    shows: ["service-state--ended", "M12 4v10M12 18v3"],
  },
] satisfies Example[];

import type { Example } from "../example.ts";

const move = {
  status: { text: "Planned", tone: "good" },
  scope: "Public site and API",
  when: "From 2 December 2026 14:00 HKT, expected until 2 December 2026 16:00 HKT.",
  text: { text: "The site is away for two hours." },
};

export default [
  {
    title: "what isn’t available, when, and why",
    props: { windows: [move], none: "No maintenance is planned." },
    shows: ["<strong>Public site and API</strong>", "expected until", "The site is away for two hours."],
    hides: ["No maintenance is planned."],
  },
  {
    title: "none",
    props: { windows: [], none: "No maintenance is planned." },
    shows: ["<p>No maintenance is planned.</p>"],
  },
] satisfies Example[];

import type { Example } from "../example.ts";

export default [
  {
    title: "authorised",
    props: { status: { text: "Authorised", tone: "good" } },
    shows: ["status-tag--good", "Authorised"],
  },
  {
    title: "over",
    props: { status: { text: "Terminated", tone: "ended" } },
    shows: ["status-tag--ended", "Terminated"],
  },
] satisfies Example[];

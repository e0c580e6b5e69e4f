import type { Example } from "../example.ts";

export default [
  {
    title: "whose each message is, and no markup of the writer",
    props: {
      messages: [
        { who: "You", time: "1 November 2026, 12:00", text: "<b>Why?</b>", isOurs: false },
        { who: "We", time: "1 November 2026, 13:00", text: "Because.", isOurs: true },
      ],
    },
    shows: ["&lt;b&gt;Why?&lt;/b&gt;", "Because.", "support-messages__ours"],
    hides: ["<b>"],
  },
] satisfies Example[];

import type { Example } from "../example.ts";

export default [
  {
    title: "each way with what it is good for, and where it begins",
    props: {
      ways: [
        { title: "Whole record", text: "Every fund in one file.", link: { href: "#files", text: "The newest files" } },
      ],
    },
    shows: ["<h3>Whole record</h3>", "<p>Every fund in one file.</p>", '<a href="#files">The newest files</a>'],
  },
] satisfies Example[];

import type { Example } from "../example.ts";

export default [
  {
    title: "a line to copy, with every sign that a shell needs",
    props: { title: "Five funds", command: "curl -s 'https://api.example/api/v1/funds/?search=a&pageSize=5'" },
    shows: [
      "<figcaption>Five funds</figcaption>",
      "curl -s &#39;https://api.example/api/v1/funds/?search=a&amp;pageSize=5&#39;</code></pre>",
    ],
  },
] satisfies Example[];

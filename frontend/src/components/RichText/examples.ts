import type { Example } from "../example.ts";

export default [
  {
    title: "editors' HTML as the API made it safe",
    props: { html: '<h2>What we do</h2><p>See <a href="/about/">about</a>.</p>' },
    shows: ['<div class="rich-text"><h2>What we do</h2>', '<a href="/about/">about</a>'],
  },
] satisfies Example[];

import type { Example } from "../example.ts";

export default [
  {
    title: "ways on, and an address to write down",
    props: {
      links: [{ href: "/feed.atom", text: "Follow", type: "application/atom+xml" }],
      permalink: { title: "Address", address: "https://funds.example/funds/A" },
    },
    shows: ['<a href="/feed.atom" type="application/atom+xml">', "<code>https://funds.example/funds/A</code>"],
  },
  {
    title: "the address as a picture that is fetched when it is wanted",
    props: {
      links: [],
      permalink: { title: "Address", address: "https://funds.example/funds/A" },
      code: { title: "As a QR code", src: "/funds/A/qr.svg" },
    },
    shows: [
      "<summary>As a QR code</summary>",
      '<img src="/funds/A/qr.svg" alt="https://funds.example/funds/A"',
      "lazy",
    ],
  },
  {
    title: "a site that doesn't know its address gives none",
    props: { links: [] },
    shows: [],
    hides: ["<code", "<img"],
  },
] satisfies Example[];

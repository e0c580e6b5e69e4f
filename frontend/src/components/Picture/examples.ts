import type { Example } from "../example.ts";

const picture = { src: "/i/960.webp", srcset: "/i/480.webp 480w, /i/960.webp 960w", width: 960, height: 320 };

export default [
  {
    title: "an image says what it shows, how large it is, and in which widths it is there",
    props: { picture: { ...picture, alt: "The harbour at dawn" }, caption: "Victoria Harbour" },
    shows: ['alt="The harbour at dawn"', "480w", 'width="960" height="320"', "<figcaption>Victoria Harbour"],
  },
  {
    title: "one that only decorates is silent",
    props: { picture: { ...picture, alt: "" } },
    shows: [" alt loading"],
    hides: ["figcaption", "alt="],
  },
] satisfies Example[];

import type { Example } from "../example.ts";

const picture = { src: "/i/960.webp", srcset: "", width: 960, height: 320, alt: "A clock" };

export default [
  {
    title: "an announcement with a link",
    props: {
      locale: "en",
      banners: [{ title: "Closed on Monday", text: "", link: { text: "Why", href: "/news/1/" } }],
    },
    shows: ['aria-label="Announcements"', "Closed on Monday", '<a href="/news/1/">Why</a>'],
    hides: ["<img"],
  },
  {
    title: "one with a picture",
    props: { locale: "en", banners: [{ title: "New hours", text: "From May", picture }] },
    shows: ["banner--pictured", 'alt="A clock"', "From May"],
  },
  {
    title: "maintenance, apart from what editors say",
    props: { locale: "en", banners: [{ title: "Maintenance is planned", text: "We move." }], maintenance: true },
    shows: ['aria-label="Maintenance"', "banner--maintenance", "We move."],
  },
  { title: "nothing to announce", props: { locale: "en", banners: [] }, shows: [], hides: ["<section"] },
] satisfies Example[];

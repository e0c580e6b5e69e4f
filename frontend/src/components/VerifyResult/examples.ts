import type { Example } from "../example.ts";

export default [
  {
    title: "a published file leads to all that is known of it",
    props: {
      result: {
        found: true,
        title: "Yes",
        detail: "Public since today.",
        documents: [{ title: { text: "Prospectus" }, href: "/documents/abc", dated: "dated today" }],
      },
    },
    shows: ['role="status"', '<a href="/documents/abc">', "dated today"],
    hides: ["verify-result--no"],
  },
  {
    title: "an unknown file is told apart, by words too",
    props: { result: { found: false, title: "No", detail: "Never published.", documents: [] } },
    shows: ["verify-result--no", "Never published."],
    hides: ["<ul"],
  },
] satisfies Example[];

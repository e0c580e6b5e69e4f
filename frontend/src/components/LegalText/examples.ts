import type { Example } from "../example.ts";

const notice = {
  id: "v1",
  title: "Terms",
  lang: "en",
  state: "Version 1, in force",
  html: "<p>Fair use.</p>",
  sha256: "abc",
};

export default [
  {
    title: "a version, since when it holds, and the digest of its wording",
    props: { locale: "en", notice },
    shows: ['lang="en"', "Version 1, in force", "<p>Fair use.</p>", "<code>abc</code>"],
  },
  {
    title: "set apart, where something is said about it",
    props: { locale: "en", notice, isFramed: true },
    shows: ["legal-text--framed", '<p class="soft">Version 1, in force</p>'],
  },
] satisfies Example[];

import type { Example } from "../example.ts";

const file = {
  kind: "Every fund (NDJSON)",
  name: "funds-20261119T144000Z-full.ndjson.gz",
  href: "https://api.example/api/v1/bulk/funds-20261119T144000Z-full.ndjson.gz",
  rows: "951",
  size: "612 kB",
  sha256: "a".repeat(64),
};

export default [
  {
    title: "a file, what is in it, and by what to know it",
    props: { locale: "en", files: [file] },
    shows: [
      "<h3>Every fund (NDJSON)</h3>",
      `<a href="${file.href}">${file.name}</a>`,
      "<dd>951</dd>",
      `<code>${file.sha256}</code>`,
    ],
  },
] satisfies Example[];

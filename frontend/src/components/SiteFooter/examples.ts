import type { Example } from "../example.ts";

export default [
  { title: "leads to the register", props: { locale: "en" }, shows: ['href="/deauthorised"', "not investment advice"] },
] satisfies Example[];

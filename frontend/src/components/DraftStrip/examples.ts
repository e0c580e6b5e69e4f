import type { Example } from "../example.ts";

export default [
  { title: "a draft says that it is one", props: { locale: "en" }, shows: ["Draft preview, not public"] },
  { title: "in Chinese too", props: { locale: "zh-hant" }, shows: ["草稿預覽，尚未公開"] },
] satisfies Example[];

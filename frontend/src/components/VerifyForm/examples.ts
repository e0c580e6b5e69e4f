import type { Example } from "../example.ts";

export default [
  {
    title: "without a script the checksum is asked for, and the file is not",
    props: { locale: "en" },
    shows: [
      'action="/verify"',
      '<p class="verify-form__file" hidden>',
      'name="sha256"',
      'aria-describedby="sha256-hint"',
    ],
    hides: ["aria-invalid"],
  },
  {
    title: "what is no checksum stays in the field, with the reason",
    props: { locale: "zh-hant", value: "abc", error: "這不是 SHA-256。" },
    shows: ['value="abc"', 'aria-invalid="true"', 'id="sha256-error"', "這不是 SHA-256。", 'action="/zh-hant/verify"'],
  },
] satisfies Example[];

import { type Markup, markup } from "../../lib/markup.ts";
import type { LocalText } from "../../lib/text.ts";

/** A text, marked where it is in another language than its page. */
export const local = ({ text, lang }: LocalText): Markup | string =>
  lang ? markup`<span lang="${lang}">${text}</span>` : text;

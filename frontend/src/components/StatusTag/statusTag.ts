import { type Markup, markup } from "../../lib/markup.ts";
import type { StatusView } from "../../lib/views/status.ts";

/** A state in a word, in the colour of how good it is. */
export const statusTag = ({ text, tone }: StatusView): Markup =>
  markup`<span class="status-tag status-tag--${tone}">${text}</span>`;

/* Wagtail's own rules, which it runs beside those of axe and can't bring into a frame of another origin. */
import type { Check, Rule } from "axe-core";

const LIKE_A_FILE = /\.(avif|gif|jpg|jpeg|png|svg|webp)$|_/i;

export const CHECKS: Check[] = [
  {
    id: "check-image-alt-text",
    evaluate: (node: Element) => !LIKE_A_FILE.test(node.getAttribute("alt") ?? ""),
  },
  { id: "check-empty-meta-description", evaluate: () => description()?.content.trim() !== "" },
];

export const RULES: Rule[] = [
  { id: "alt-text-quality", impact: "serious", selector: "img[alt]", any: ["check-image-alt-text"], enabled: true },
  {
    id: "empty-meta-description",
    impact: "moderate",
    selector: "h1",
    any: ["check-empty-meta-description"],
    enabled: true,
  },
];

/** The draft's words, which Wagtail counts. */
export function readDraft({ targetElement }: { targetElement: string }, done: (found: object) => void): void {
  const { innerText, innerHTML } = document.querySelector<HTMLElement>(targetElement) ?? document.body;
  done({ lang: document.documentElement.lang, innerText, innerHTML });
}

const description = (): HTMLMetaElement | null => document.querySelector('meta[name="description"][content]');

/** One look at one page: what it weighs, what it asks for, what it says to the console, and what its checkers say. */
import { gzipSync } from "node:zlib";
import axe from "axe-core";
import { HtmlValidate } from "html-validate";
import type { Page, Request } from "playwright-core";

export interface Inspection {
  readonly status: number;
  readonly policy: string;
  readonly bytes: { readonly html: number; readonly css: number; readonly js: number };
  /** Whatever should not be there, in words; empty for a page that is as it should be. */
  readonly faults: readonly string[];
}

interface Asked {
  readonly address: string;
  /** What is there once a script is done. */
  readonly ready: string | undefined;
  /** With what that script is refused. */
  readonly refused: number | undefined;
  /** Whether the same page in the other language has been seen in the dark. */
  readonly hasTwin: boolean;
  /** Whom the page may ask. */
  readonly hosts: readonly string[];
}

declare global {
  interface Window {
    /** Put there before it is asked. */
    axe: typeof axe;
  }
}

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const KINDS: Readonly<Record<string, "css" | "js" | undefined>> = { stylesheet: "css", script: "js" };
const MARKUP = new HtmlValidate({
  extends: ["html-validate:recommended", "html-validate:document"],
  rules: {
    "attribute-boolean-style": "off",
    "doctype-style": "off",
    "no-trailing-whitespace": "off",
    "void-style": "off",
    "no-inline-style": "error",
    // Safari takes a list without bullets for no list, unless its role says so.
    "no-redundant-role": "off",
    "form-dup-name": ["error", { shared: ["checkbox", "radio", "submit"] }],
    "long-title": "off",
    "require-sri": "off",
  },
});
const weights = new Map<string, number>();

/** Opens a page and inspects what is there. */
export async function inspect(page: Page, { address, ready, refused, hosts, hasTwin }: Asked): Promise<Inspection> {
  const asked: Request[] = [];
  const messages: string[] = [];
  page.on("request", (request) => asked.push(request));
  page.on("console", (message) => messages.push(message.text()));
  page.on("pageerror", (error) => messages.push(error.message));
  const answer = await page.goto(address);
  if (!answer) throw new Error(`${address} gave no answer`);
  if (ready) await page.locator(ready).first().waitFor();
  const html = await answer.text();
  const faults = [
    ...(await violations(page)),
    ...(hasTwin ? [] : await pale(page)),
    ...markupFaults(html),
    ...foreign(asked, hosts),
    ...messages.filter((text) => !isStatus(text, refused ?? answer.status())).map((text) => `console: ${text}`),
  ];
  page.removeAllListeners();
  const policy = answer.headers()["content-security-policy"] ?? "";
  return { status: answer.status(), policy, bytes: { html: weight(html), ...(await weighed(asked)) }, faults };
}

/** What axe finds in the light. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  await page.emulateMedia({ colorScheme: "light" });
  return found(page, { runOnly: { type: "tag", values: RULES } });
}

/** Which contrasts fail in the dark. */
async function pale(page: Page): Promise<string[]> {
  await page.emulateMedia({ colorScheme: "dark" });
  const faults = await found(page, { runOnly: { type: "rule", values: ["color-contrast"] } });
  return faults.map((fault) => `in the dark: ${fault}`);
}

async function found(page: Page, options: axe.RunOptions): Promise<string[]> {
  const asked: axe.RunOptions = { ...options, resultTypes: ["violations"] };
  const results: axe.AxeResults = await page.evaluate((how) => window.axe.run(document, how), asked);
  return results.violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `axe ${id}: ${target.join(" ")}`));
}

function markupFaults(html: string): string[] {
  const { results } = MARKUP.validateStringSync(html);
  const inline = html.match(/<script(?! type="module" src="\/_astro\/)[^>]*>|<style|\sstyle=|\son\w+="/g) ?? [];
  const said = results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, line, selector }) => `markup ${ruleId}: ${message} (${selector ?? line})`),
  );
  return [...said, ...inline.map((text) => `inline: ${text}`)];
}

const foreign = (asked: readonly Request[], hosts: readonly string[]): string[] =>
  asked.filter((request) => !hosts.includes(new URL(request.url()).origin)).map((one) => `asks ${one.url()}`);

/** Chromium writes the status of a page that isn't there to the console; nothing else may be said. */
const isStatus = (text: string, status: number): boolean =>
  status >= 400 && text.startsWith(`Failed to load resource: the server responded with a status of ${status}`);

async function weighed(asked: readonly Request[]): Promise<{ css: number; js: number }> {
  const sum = { css: 0, js: 0 };
  for (const request of asked) {
    const kind = KINDS[request.resourceType()];
    if (kind) sum[kind] += await weightOf(request.url());
  }
  return sum;
}

async function weightOf(url: string): Promise<number> {
  const name = new URL(url).pathname;
  const known = weights.get(name) ?? weight(await (await fetch(url)).text());
  weights.set(name, known);
  return known;
}

const weight = (text: string): number => gzipSync(text).length;

import { expect, test } from "vitest";
import { markup } from "../../src/lib/markup.ts";

test("whatever isn't markup already is escaped, in text and in attributes", () => {
  const hostile = `<script>alert("x" & 'y')</script>`;
  const safe = "&lt;script&gt;alert(&quot;x&quot; &amp; &#39;y&#39;)&lt;/script&gt;";
  expect(markup`<p title="${hostile}">${hostile}</p>`.text).toBe(`<p title="${safe}">${safe}</p>`);
});

test("an object that looks like markup is none", () => {
  const forged = { text: "<script></script>" } as never;
  expect(() => markup`<p>${forged}</p>`).toThrow();
});

test("markup within markup stays as it is, one by one or as a list", () => {
  const items = ["a", "<b>"].map((text) => markup`<li>${text}</li>`);
  expect(markup`<ul>${items}${items[0]}</ul>`.text).toBe("<ul><li>a</li><li>&lt;b&gt;</li><li>a</li></ul>");
});

test("what is missing or false shows nothing, and nought is a number", () => {
  expect(markup`<p>${undefined}${false}${""}${0}</p>`.text).toBe("<p>0</p>");
});

test("line breaks of a template are no part of the markup, those of its values are", () => {
  expect(
    markup`
    <p>
      ${"one\n  two"} <b>three</b>
    </p>`.text,
  ).toBe("<p>one\n  two <b>three</b></p>");
});

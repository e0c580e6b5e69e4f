import { expect, test } from "vitest";

import { translator } from "../../src/lib/i18n.ts";
import { label } from "../../src/lib/labels.ts";

test.each([
  ["Eurozone", "歐元區"],
  ["United States", "美國"],
  ["Asia Pacific", "亞太區"],
])("the region %s has a word in Chinese", (region, word) => {
  expect(label(translator("zh-hant"), "geography", region)).toBe(word);
  expect(label(translator("en"), "geography", region)).toBe(region);
});

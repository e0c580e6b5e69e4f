import { expect, test } from "vitest";
import { qrSvg } from "../../src/lib/qr.ts";

const ADDRESS = "https://funds.example/zh-hant/funds/DEM00001";

/** Which modules the strokes blacken, as rows of text. */
function drawn(svg: string): string[] {
  const side = Number(/viewBox="0 0 (\d+)/.exec(svg)?.[1]);
  const rows = Array.from({ length: side }, () => Array<string>(side).fill(" "));
  for (const [, x, y, length] of svg.matchAll(/M(\d+) (\d+)\.5h(\d+)/g))
    rows[Number(y)]?.fill("#", Number(x), Number(x) + Number(length));
  return rows.map((row) => row.join(""));
}

test("a code has its three finders, and a border of four light modules", () => {
  const rows = drawn(qrSvg(ADDRESS));

  const finder = ["#######", "#     #", "# ### #", "# ### #", "# ### #", "#     #", "#######"];
  const corner = (top: number, left: number) => rows.slice(top, top + 7).map((row) => row.slice(left, left + 7));
  const far = rows.length - 4 - 7;
  expect([corner(4, 4), corner(4, far), corner(far, 4)]).toEqual([finder, finder, finder]);
  expect([...rows.slice(0, 4), ...rows.slice(-4)].join("").trim()).toBe("");
});

test("it is a picture by itself, without style or script, and as small as a word", () => {
  const svg = qrSvg(ADDRESS);

  expect(svg).not.toMatch(/style|script/);
  expect(svg.length).toBeLessThan(5000);
});

test("another address is another picture", () => {
  expect(qrSvg(`${ADDRESS}?`)).not.toBe(qrSvg(ADDRESS));
});

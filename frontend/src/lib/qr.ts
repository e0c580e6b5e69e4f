/** Addresses as QR codes (ISO/IEC 18004), drawn as SVG: a few hundred bytes when compressed. */
import { type Bitmap2D, correction, generate } from "lean-qr";

/** The light border that readers need, in modules. */
const QUIET = 4;

/** A picture of the text, black on white whatever the page around it. */
export function qrSvg(text: string): string {
  const code = generate(text, { minCorrectionLevel: correction.M });
  const side = code.size + 2 * QUIET;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges">`,
    `<path fill="#fff" d="M0 0h${side}v${side}H0z"/>`,
    `<path stroke="#000" d="${rowsOf(code)}"/></svg>`,
  ].join("");
}

/** Each row as strokes of one module's height. */
function rowsOf(code: Bitmap2D): string {
  let path = "";
  for (let y = 0; y < code.size; y++) {
    let end = 0;
    for (let x = 0; x < code.size; x = end) {
      end = x + 1;
      while (end < code.size && code.get(end, y) === code.get(x, y)) end++;
      if (code.get(x, y)) path += `M${x + QUIET} ${y + QUIET + 0.5}h${end - x}`;
    }
  }
  return path;
}

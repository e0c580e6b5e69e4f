/** Places in a page's text that change when it has to stand in for a newer one: comments that the layout writes. */

const LINE = "<!--line-->";
const BANNERS = /<!--banners-->[^]*<!--\/banners-->/;

/** The page with a line that says how old it is, without banners when their time may be over. */
export function standingIn(html: string, { line, banners }: { line: string; banners: boolean }): string {
  return (banners ? html : html.replace(BANNERS, "")).replace(LINE, () => line);
}

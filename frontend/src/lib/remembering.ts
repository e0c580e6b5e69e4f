/** Words that come again on page after page, for which Intl takes microseconds each time. */

/** Dates, codes and numbers are shorter; what a visitor writes into an address may be longer, and isn't remembered. */
const LONGEST = 40;

/** What `say` says, remembered for up to `most` short values; then it begins anew. It must say the same of the same value always. */
export function remembering<K extends string | number>(say: (value: K) => string, most = 2000): (value: K) => string {
  const said = new Map<K, string>();
  return (value) => {
    const known = said.get(value);
    if (known !== undefined) return known;
    const words = say(value);
    if (typeof value === "string" && value.length > LONGEST) return words;
    if (said.size >= most) said.clear();
    said.set(value, words);
    return words;
  };
}

/** Words that come again on page after page, for which Intl takes microseconds each time. */

/** What `say` says, remembered for up to `most` values; then it begins anew. It must say the same of the same value always. */
export function remembering<K>(say: (value: K) => string, most = 2000): (value: K) => string {
  const said = new Map<K, string>();
  return (value) => {
    const known = said.get(value);
    if (known !== undefined) return known;
    if (said.size >= most) said.clear();
    const words = say(value);
    said.set(value, words);
    return words;
  };
}

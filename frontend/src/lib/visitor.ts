import { AsyncLocalStorage } from "node:async_hooks";

const current = new AsyncLocalStorage<string>();

/** Do something, for as long as it takes, for the visitor at this address. */
export function forVisitor<T>(address: string, work: () => T): T {
  return current.run(address, work);
}

/** The address of the visitor whose page is being made; "" when nobody knows it. */
export function visitor(): string {
  return current.getStore() ?? "";
}

/**
 * Where a request comes from: what the outermost of our own proxies saw, never what a visitor claims.
 *
 * `proxies` is how many of them stand in front (`TRUSTED_PROXIES`); undefined: nobody said, so nobody knows.
 */
export function addressOf(socket: string, forwarded: string | null, proxies: string | undefined): string {
  if (proxies === undefined || proxies === "") return "";
  const hops = Number(proxies);
  const seen = (forwarded ?? "").split(",").map((part) => part.trim());
  return hops > 0 ? (seen.at(-hops) ?? "") : socket;
}

import { AsyncLocalStorage } from "node:async_hooks";

/** Who asked for what is being made, and the id under which logs speak of it. */
interface Asked {
  readonly visitor: string;
  readonly requestId: string;
}

/** What the API takes for an id; whatever else a visitor proposes is replaced. */
const SANE_ID = /^[A-Za-z0-9._-]{8,64}$/;

const current = new AsyncLocalStorage<Asked>();

/** Do something, for as long as it takes, because of this request. */
export function becauseOf<T>(asked: Asked, work: () => T): T {
  return current.run(asked, work);
}

/** The address of the visitor whose page is being made; "" when nobody knows it. */
export function visitor(): string {
  return current.getStore()?.visitor ?? "";
}

/** The id of the request that is being answered, for whoever is asked because of it; "" outside of one. */
export function requestId(): string {
  return current.getStore()?.requestId ?? "";
}

/** The id that came with a request, when it is sane, else a new one. */
export function idFor(request: { readonly headers: Pick<Headers, "get"> }): string {
  const proposed = request.headers.get("X-Request-ID") ?? "";
  return SANE_ID.test(proposed) ? proposed : crypto.randomUUID();
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

/** What somebody sends. */
import type { IncomingMessage } from "node:http";

/** Forms are small; nobody sends more. */
export const LONGEST_BODY = 65_536;

/** All bytes that a request brings; undefined where they are too many, of which the rest passes unread. */
export async function bodyOf(request: IncomingMessage): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const body = Number(request.headers["content-length"] ?? 0) > LONGEST_BODY ? undefined : await readUpToLimit(request);
  if (!body) request.resume(); // Whoever is still sending wouldn't read our answer if we hung up.
  return body;
}

async function readUpToLimit(request: IncomingMessage): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>) {
    length += part.byteLength;
    if (length > LONGEST_BODY) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts);
}

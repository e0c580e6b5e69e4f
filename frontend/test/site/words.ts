/** What the back end says to a site, signed as it signs. */
import { createHmac, randomUUID } from "node:crypto";
import type { Site } from "./server.ts";

export function say(site: Site, word: object, key: string): Promise<Response> {
  const id = randomUUID();
  const timestamp = Math.floor(Date.now() / 1000);
  const signature = createHmac("sha256", key)
    .update(`${id}.${timestamp}.${JSON.stringify(word)}`)
    .digest("base64");
  const headers = {
    "webhook-id": id,
    "webhook-timestamp": String(timestamp),
    "webhook-signature": `v1,${signature}`,
  };
  return site.post("/internal/purge", word, headers);
}

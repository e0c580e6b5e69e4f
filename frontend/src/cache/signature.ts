/** Words of the back end, signed as its webhooks are (Standard Webhooks 1.0.0). */
import { createHmac, timingSafeEqual } from "node:crypto";

const TOLERANCE_S = 300;

interface Signed {
  readonly headers: Headers;
  readonly body: string;
}

/** Tells whether the back end said this, lately, and for the first time. */
export class Ear {
  readonly #key: Buffer;
  readonly #heard = new Map<string, number>();

  /** `secret` is the key that the back end knows this site by; with none nobody is believed. */
  constructor(secret: string) {
    this.#key = Buffer.from(secret);
  }

  believes({ headers, body }: Signed, now = Date.now() / 1000): boolean {
    const id = headers.get("webhook-id") ?? "";
    const timestamp = headers.get("webhook-timestamp") ?? "";
    const isLate = !/^\d{1,12}$/.test(timestamp) || Math.abs(now - Number(timestamp)) > TOLERANCE_S;
    if (!id || isLate || !this.#isSigned(`${id}.${timestamp}.${body}`, headers.get("webhook-signature") ?? ""))
      return false;
    for (const [known, at] of this.#heard) if (now - at > 2 * TOLERANCE_S) this.#heard.delete(known);
    if (this.#heard.has(id)) return false;
    this.#heard.set(id, now);
    return true;
  }

  #isSigned(text: string, signatures: string): boolean {
    if (this.#key.length === 0) return false;
    const right = createHmac("sha256", this.#key).update(text).digest();
    return signatures.split(" ").some((signature) => {
      const said = Buffer.from(signature.replace(/^v1,/, ""), "base64");
      return signature.startsWith("v1,") && said.length === right.length && timingSafeEqual(said, right);
    });
  }
}

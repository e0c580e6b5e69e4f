/** The end of a server that a new release takes over from. */
import type { Server } from "node:http";

const LOOK_MS = 100;
/** Longer than any page takes, shorter than whoever ends us waits (Docker 10 s, Kubernetes 30 s). */
const PATIENCE_MS = 8_000;

/** Lets nobody in any more, and answers to the end whoever was let in; what hangs is cut in the end. */
export function endGently(server: Server, whenEnded: () => void): void {
  server.close(whenEnded);
  setInterval(() => server.closeIdleConnections(), LOOK_MS).unref();
  setTimeout(() => server.closeAllConnections(), PATIENCE_MS).unref();
}

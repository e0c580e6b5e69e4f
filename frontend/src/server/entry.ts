/** The site's server: `HOST` and `PORT` say where it listens. */
import { createServer } from "node:http";
import { createApp } from "astro/app/entrypoint";
import { endGently } from "./ending.ts";
import { filesBelow } from "./files.ts";
import { broken, handlerOf } from "./handler.ts";

const CLIENT = new URL("../client/", import.meta.url);
const host = process.env["HOST"] ?? "localhost";
const port = Number(process.env["PORT"] ?? 4321);

const app = createApp({ streaming: false }); // Pages are small: sent whole, a failure can still choose their status.
// Parts of a page that fail together leave failures that nobody waits for: no reason to end for everybody.
process.on("unhandledRejection", broken);
const server = createServer(handlerOf(app, filesBelow(CLIENT)));
server.keepAliveTimeout = 75_000; // A proxy ends an idle line first (nginx after 60 s): it sends no form into one that ends.
process.once("SIGTERM", () => endGently(server, () => process.exit(0)));
server.listen(port, host, () => console.log(`The site listens on http://${host}:${port}`));

import { requestId } from "./visitor.ts";

/** What stands in every line; the rest are names of the Elastic Common Schema, or below `fundrepo.`. */
interface Words extends Readonly<Record<string, unknown>> {
  readonly message: string;
}

/** Tokens of links are random and have capitals; the slugs of our pages have none. */
const TOKEN = /\/(?=[\w:.-]*[A-Z])[\w:.-]{32,}(?=\/|$)/g;

// Without this the site would end with whoever reads its lines.
process.stdout.on("error", () => {});

/** One line of JSON on standard output, in the names of the Elastic Common Schema; no address and no words of a visitor. */
export function logLine(level: "info" | "warning", dataset: string, { message, ...fields }: Words): void {
  const id = requestId() || undefined;
  const line = {
    "@timestamp": new Date().toISOString(),
    "log.level": level,
    message,
    "ecs.version": "8.11.0",
    "service.name": "site",
    "event.dataset": dataset,
    "trace.id": id,
    "http.request.id": id,
    ...fields,
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

/** A path as a line may hold it: what opens something by itself isn't written down. */
export function pathToTell(path: string): string {
  return path.replace(TOKEN, "/(secret)");
}

/** One line of JSON on standard output, in the names of the Elastic Common Schema; no address and no words of a visitor. */
export function logLine(level: "info" | "warning", dataset: string, fields: Readonly<Record<string, unknown>>): void {
  const time = new Date().toISOString();
  console.log(JSON.stringify({ "@timestamp": time, "log.level": level, "event.dataset": dataset, ...fields }));
}

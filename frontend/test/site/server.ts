/** The built site as its visitors get it: `dist/server/entry.mjs` in a process of its own. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";

const ENTRY = fileURLToPath(new URL("../../dist/server/entry.mjs", import.meta.url));

export interface Site {
  readonly get: (path: string, headers?: Record<string, string>) => Promise<Response>;
  /** Sends a form as a browser does; `headers` say from which site, and with which cookie. */
  readonly submit: (
    path: string,
    fields: Record<string, string>,
    headers?: Record<string, string>,
  ) => Promise<Response>;
  /** Where this server listens, as a browser's `Origin` says it. */
  readonly origin: string;
  readonly head: (path: string) => Promise<Response>;
  readonly post: (path: string, body: unknown, headers?: Record<string, string>) => Promise<Response>;
  readonly stop: () => Promise<void>;
  /** What it has logged of requests, oldest first. */
  readonly log: () => readonly Record<string, unknown>[];
}

export async function startSite(environment: Record<string, string>): Promise<Site> {
  const port = await freePort();
  const env = {
    PATH: process.env["PATH"],
    NODE_ENV: "production",
    HOST: "127.0.0.1",
    PORT: String(port),
    ...environment,
  };
  const server = spawn(process.execPath, [ENTRY], { env, stdio: ["ignore", "pipe", "inherit"] });
  let output = "";
  server.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
  await once(server.stdout, "data"); // Its first line says that it listens.
  const log = () =>
    output
      .split("\n")
      .filter((line) => line.startsWith("{"))
      .map((line) => JSON.parse(line));
  const stop = async () => {
    server.kill();
    await once(server, "exit");
  };
  const get = (path: string, headers = {}) => fetch(`http://127.0.0.1:${port}${path}`, { headers, redirect: "manual" });
  const head = (path: string) => fetch(`http://127.0.0.1:${port}${path}`, { method: "HEAD" });
  const post = (path: string, body: unknown, headers = {}) =>
    fetch(`http://127.0.0.1:${port}${path}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", ...headers },
      body: JSON.stringify(body),
    });
  const origin = `http://127.0.0.1:${port}`;
  const submit = (path: string, fields: Record<string, string>, headers = {}) =>
    fetch(origin + path, { method: "POST", body: new URLSearchParams(fields), headers, redirect: "manual" });
  return { get, head, post, submit, origin, stop, log };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, "close");
  return port;
}

/** A built server in a process of its own, and what the kernel's books say of it. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, readdirSync } from "node:fs";
import { createServer } from "node:net";

/** As in production: see `npm start`. */
const MEMORY = ["--max-old-space-size=96", "--max-semi-space-size=8"];

export interface Measured {
  readonly origin: string;
  /** Seconds that the processor worked for it until now. */
  readonly cpu: () => number;
  /** Megabytes that it holds now. */
  readonly memory: () => number;
  readonly stop: () => Promise<void>;
}

export async function startMeasured(entry: string, environment: Record<string, string>): Promise<Measured> {
  const port = await freePort();
  const env = { PATH: process.env["PATH"], NODE_ENV: "production", HOST: "127.0.0.1", PORT: String(port) };
  const stdio: ["ignore", "pipe", "inherit"] = ["ignore", "pipe", "inherit"];
  const server: ChildProcess = spawn(process.execPath, [...MEMORY, entry], { env: { ...env, ...environment }, stdio });
  await listening(server);
  const stop = async () => {
    server.kill();
    await once(server, "exit");
  };
  const pid = server.pid ?? 0;
  return { origin: `http://127.0.0.1:${port}`, cpu: () => cpuOf(pid), memory: () => memoryOf(pid), stop };
}

/** Waits for the first line of a server, which says that it listens; fails where it ends before. */
async function listening(server: ChildProcess): Promise<void> {
  const ended = once(server, "exit").then(() => Promise.reject(new Error(`${server.spawnargs.at(-1)} ended at once`)));
  if (server.stdout) await Promise.race([once(server.stdout, "data"), ended]);
  ended.catch(() => undefined); // Later it is ended by us.
  server.stdout?.resume();
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as { port: number };
  probe.close();
  await once(probe, "close");
  return port;
}

function cpuOf(pid: number): number {
  const tasks = readdirSync(`/proc/${pid}/task`).map((task) => `/proc/${pid}/task/${task}/schedstat`);
  return tasks.reduce((sum, path) => sum + Number(readFileSync(path, "utf8").split(" ")[0]), 0) / 1e9;
}

function memoryOf(pid: number): number {
  const [, kilobytes = "0"] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return Number(kilobytes) / 1024;
}

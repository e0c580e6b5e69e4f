/** Starts the one Chromium of a run; without one there is nothing to test, which CI doesn't accept. */
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "playwright-core";
import type { TestProject } from "vitest/node";

const NAMES = ["chromium", "chromium-browser", "google-chrome"];
export const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-dev-shm-usage",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--font-render-hinting=none",
];

declare module "vitest" {
  interface ProvidedContext {
    /** Where the browser listens; empty where there is none. */
    browser: string;
  }
}

/** The browser's program, from `CHROMIUM` or from the system. */
export function browserProgram(): string | undefined {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const known = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return process.env["CHROMIUM"] || known.find((path) => existsSync(path));
}

export default async function startBrowser(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const executablePath = browserProgram();
  if (!executablePath && process.env["CI"])
    throw new Error("No Chromium: install it, or name its program in CHROMIUM.");
  if (!executablePath) {
    project.provide("browser", "");
    return undefined;
  }
  const server = await chromium.launchServer({ executablePath, args: ARGUMENTS, timeout: 240_000 });
  project.provide("browser", server.wsEndpoint());
  return () => server.close();
}

/** Styles, scripts and pictures of the build: few and small, so that they are served from memory and no path reaches a disk. */
import { readdirSync, readFileSync } from "node:fs";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { matchesEtag, weakEtag } from "../lib/headers.ts";
import type { Asked, Said } from "./asked.ts";

export type Files = ReadonlyMap<string, Omit<Said, "status"> & { readonly etag: string }>;

const TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
};
/** Their names hold a digest of their bytes. */
const HASHED = "/_astro/";
const FOR_EVER = "public, max-age=31536000, immutable";

/** Every file below a directory, by the path of its address. */
export function filesBelow(directory: URL): Files {
  const root = fileURLToPath(directory);
  const found = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    found.map(({ parentPath, name }) => {
      const file = `${parentPath}/${name}`;
      const path = `/${file.slice(root.length).replace(/^\/+/, "")}`;
      const body = readFileSync(file);
      const etag = weakEtag(body);
      return [path, { body, etag, headers: headersOf(path, etag) }];
    }),
  );
}

/** The file at an address, or that the asker has it already; undefined where there is none. */
export function fileAt({ url, method, headers: said }: Asked, files: Files): Said | undefined {
  const file = method === "GET" || method === "HEAD" ? files.get(url.pathname) : undefined;
  if (!file) return undefined;
  const { body, etag, headers } = file;
  return matchesEtag(said.get("If-None-Match"), etag) ? { status: 304, headers } : { status: 200, headers, body };
}

function headersOf(path: string, etag: string): Record<string, string> {
  return {
    "Content-Type": TYPES[extname(path)] ?? "application/octet-stream",
    "Cache-Control": path.startsWith(HASHED) ? FOR_EVER : "public, max-age=0",
    "X-Content-Type-Options": "nosniff",
    ETag: etag,
  };
}

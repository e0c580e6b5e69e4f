/** The calls about single files, which are known by their bytes. */
import { type Client, failed, type Result, settle } from "../client.ts";
import type { components } from "../schema";

type Schemas = components["schemas"];

export interface DocumentCalls {
  /** All that is known of a file, and where it stands. */
  document(sha256: string): Promise<Result<Schemas["DocumentAbout"]>>;
  /** The newest of all funds. */
  latestDocuments(limit: number): Promise<Result<Schemas["DocumentList"]>>;
  /** Whether these bytes were ever published here. */
  verify(sha256: string): Promise<Result<Schemas["Verification"]>>;
}

const SHA256 = /^[0-9a-f]{64}$/;

/** A checksum as people paste it, in the one way of writing it; undefined if it is none. */
export function sha256Of(text: string): string | undefined {
  const bare = text
    .replace(/^sha-?256[:=]/i, "")
    .replace(/\s/g, "")
    .toLowerCase();
  return SHA256.test(bare) ? bare : undefined;
}

export function documentCalls(client: Client): DocumentCalls {
  const known = <T>(sha256: string, call: () => Promise<Result<T>>) =>
    SHA256.test(sha256) ? call() : Promise.resolve(failed("notFound"));
  return {
    document: (sha256) =>
      known(sha256, () => settle(client.GET("/api/v1/documents/{sha256}/", { params: { path: { sha256 } } }))),
    latestDocuments: (pageSize) =>
      settle(client.GET("/api/v1/documents/", { params: { query: { isLatest: "true", pageSize } } })),
    verify: (sha256) =>
      known(sha256, () => settle(client.GET("/api/v1/verify/{sha256}", { params: { path: { sha256 } } }))),
  };
}

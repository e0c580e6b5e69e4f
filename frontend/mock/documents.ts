/** Files of the made-up funds, known by their bytes. */
import type { components } from "../src/lib/schema.d.ts";
import { FUNDS } from "./fixtures.ts";

type Schemas = components["schemas"];
type Document = Schemas["PublishedDocument"];

const FIRST = "2026-08-20T22:40:00Z";

/** All that is known of a file; undefined if no fund ever showed it. */
export function about(sha256: string): Schemas["DocumentAbout"] | undefined {
  const funds = FUNDS.filter(({ documents }) => documents.some((document) => document.sha256 === sha256));
  const all = funds[0]?.documents ?? [];
  const document = all.find((one) => one.sha256 === sha256);
  if (!document) return undefined;
  const line = all.filter(
    (one) => one.documentType === document.documentType && one.languages[0] === document.languages[0],
  );
  const place = line.indexOf(document);
  const publication: Schemas["DocumentAtFunds"] = {
    ...published(document),
    pages: 12,
    supersedes: line.slice(place + 1, place + 2).map(link),
    supersededBy: line.slice(Math.max(0, place - 1), place).map(link),
    fundIds: funds.map(({ fundId }) => fundId),
    fundCount: funds.length,
  };
  return { sha256, url: document.url, publications: [publication] };
}

export function verification(sha256: string): Schemas["Verification"] | undefined {
  const document = FUNDS.flatMap(({ documents }) => documents).find((one) => one.sha256 === sha256);
  if (!document) return undefined;
  const isCurrent = document.status === "current";
  const documents = [published(document)];
  return { sha256, isPublished: true, isCurrent, firstPublishedAt: FIRST, url: document.url, documents };
}

function published(document: Document): Schemas["DocumentPublication"] {
  const isLatest = document.status === "current";
  return { ...document, provider: "DEMO", deliveryId: "DEMO-20261118-01", isLatest, firstPublishedAt: FIRST };
}

/** The newest documents of all funds. */
export function latest(pageSize: number): Schemas["DocumentList"] {
  const all = FUNDS.flatMap(({ documents }) => documents).filter(({ status }) => status === "current");
  const newest = all.toSorted((a, b) => b.publicationDate.localeCompare(a.publicationDate)).slice(0, pageSize);
  return { results: newest.map(published), next: null, previous: null, total: { value: all.length, relation: "eq" } };
}

const link = ({ documentId, sha256, url, status }: Document): Schemas["DocumentLink"] => ({
  documentId,
  sha256,
  url,
  status,
});

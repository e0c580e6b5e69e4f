/** How the API is reached: one client, and what becomes of an answer that is not what was asked for. */
import type createClient from "openapi-fetch";
import { createQuerySerializer, defaultPathSerializer } from "openapi-fetch";
import { type Answer, answers, isCommon } from "../cache/answers.ts";
import { noteAddress, noteQuota, noteSaid, type Said, UNTOLD } from "../cache/tags.ts";
import { ask, type Question, type Reply, TooLate } from "./ask.ts";
import type { components, paths } from "./schema";

type Problem = components["schemas"]["Problem"];

/** Why there is nothing to show, in words that decide what the visitor sees. */
export type Failure =
  | { readonly kind: "unavailable" }
  /** The quota of this minute is used up: the visitor's, or the site's own where it asks for itself. */
  | { readonly kind: "busy" }
  /** The API is there and gives this site nothing: a wrong key, above all. */
  | { readonly kind: "refused" }
  | { readonly kind: "notFound" }
  | { readonly kind: "gone" }
  | { readonly kind: "invalid"; readonly problem: Problem };

export type Result<T> = { readonly ok: true; readonly data: T } | { readonly ok: false; readonly failure: Failure };

/** Where the API is, the key of this server, and the visitor for whom it asks, who has a quota of its own there. */
export interface Server {
  readonly baseUrl: string;
  readonly key?: string;
  readonly visitor?: string;
  /** The id under which the API's log speaks of what it is asked. */
  readonly requestId?: string;
  /** Whether visitors reach the API by https: it sends whoever comes otherwise there, us behind the proxy too. */
  readonly isSecure?: boolean;
  readonly timeoutMs?: number;
}

/** What this site asks for and is refused with; lists come as CSV too, but only to those who ask. */
type Json = "application/json" | "application/problem+json";

const TRY_AGAIN = new Set([502, 503, 504]);
const OVER_QUOTA = 429;
const SAME = 304;
const NOWHERE = 404;

/** The calls that the API's description knows, with their parameters and answers. */
export type Client = Pick<ReturnType<typeof createClient<paths, Json>>, "GET" | "POST">;

interface Asked {
  readonly params?: { readonly path?: Record<string, unknown>; readonly query?: Record<string, unknown> };
  readonly body?: unknown;
}

const queryOf = createQuerySerializer();

export function clientOf(server: Server): Client {
  const ask = askerOf(server);
  // The paths of the API's description begin with its version, and so end its address.
  const host = server.baseUrl.replace(/\/api\/v1\/?$/, "");
  const GET = async (path: string, { params = {} }: Asked = {}) => {
    const url = host + addressOf(path, params);
    noteAddress(url);
    const answer = await answers.of(url, () => ask(url));
    noteSaid(url, saidIn(answer));
    return told(answer);
  };
  const POST = async (path: string, { params = {}, body }: Asked = {}) => {
    const url = host + addressOf(path, params);
    noteAddress(url);
    const headers = { "Content-Type": "application/json" };
    return told(await ask(url, { method: "POST", headers, body: JSON.stringify(body) }));
  };
  return { GET, POST } as unknown as Client;
}

/** What the API says once more, and the answer by which it said so, if it was asked. */
export interface Again {
  readonly said: Said;
  readonly answer?: Answer;
}

/** What the API says at an address that it was asked before, if it is what it said then. */
export async function saidAgain(url: string, before: Said, server: Server): Promise<Again | undefined> {
  const { validator } = before;
  // What is kept for a moment for all pages is wanted with its text.
  const isKnown = !isCommon(url) && validator.endsWith('"');
  const headers = isKnown ? { "If-None-Match": validator } : {};
  const answer = await answers.of(url, () => askerOf(server)(url, { headers }));
  const said = answer.status === SAME ? { validator, state: stateIn(answer) } : saidIn(answer);
  return validator !== "" && said.validator === validator ? { answer, said } : undefined;
}

/** The state of the record, kept for a moment for all pages; undefined where the API doesn't know it. */
export async function recordState(server: Server): Promise<string | undefined> {
  const url = `${server.baseUrl}/record/`;
  const { status, data } = await answers.of(url, () => askerOf(server)(url));
  return status === 200 ? (data as components["schemas"]["RecordInState"]).state : undefined;
}

/** How a server of ours asks: with its key, for its visitor. */
function askerOf(server: Server) {
  const { key = "", visitor = "", timeoutMs = 3000 } = server;
  const asVisitor = key !== "" && visitor !== "";
  const own = headersOf(server, asVisitor);
  return (url: string, { headers = {}, ...how }: Partial<Question> = {}) =>
    heard({ url, method: "GET", ...how, headers: { ...own, ...headers }, timeoutMs }, asVisitor);
}

/** What tells an answer from any other at its address, as far as it tells that. */
function saidIn(answer: Answer): Said {
  if (answer.status === NOWHERE) return { validator: String(NOWHERE), state: "" };
  return answer.status === 200 ? { validator: answer.headers.get("ETag") ?? "", state: stateIn(answer) } : UNTOLD;
}

const stateIn = ({ headers }: Answer): string => headers.get("Record-State") ?? "";

function addressOf(path: string, { path: inPath = {}, query = {} }: NonNullable<Asked["params"]>): string {
  const search = queryOf(query);
  return defaultPathSerializer(path, inPath) + (search ? `?${search}` : "");
}

async function heard(question: Question, asVisitor: boolean): Promise<Answer> {
  const { status, headers, text } = await askTwice(question);
  if (asVisitor && status === OVER_QUOTA) noteQuota();
  return { status, headers, data: status < 300 ? read(text) : readIfJson(text) };
}

const read = (text: string): unknown => (text ? JSON.parse(text) : undefined);

function readIfJson(text: string): unknown {
  try {
    return read(text);
  } catch {
    return text;
  }
}

function told({ status, headers, data }: Answer) {
  const response = { status, headers };
  return status < 300 ? { data, response } : { error: data, response };
}

function headersOf({ key = "", visitor = "", requestId = "", isSecure = false }: Server, asVisitor: boolean) {
  return {
    ...(key !== "" && { Authorization: `Bearer ${key}` }),
    ...(asVisitor && { "X-Visitor-Address": visitor }),
    ...(requestId !== "" && { "X-Request-ID": requestId }),
    ...(isSecure && { "X-Forwarded-Proto": "https" }),
  };
}

/** One attempt more, on a new connection, after a lost one or a gateway's error; none after a time-out, which would double the load. */
async function askTwice(question: Question): Promise<Reply> {
  const again = { ...question, isFresh: true };
  try {
    const reply = await ask(question);
    return TRY_AGAIN.has(reply.status) ? await ask(again) : reply;
  } catch (error) {
    if (error instanceof TooLate) throw error;
    return ask(again);
  }
}

/** An answer that nobody had to be asked for. */
export const failed = (kind: "notFound" | "unavailable") => ({ ok: false, failure: { kind } }) as const;

/** What a call came to; it never throws. */
export async function settle<T>(
  call: Promise<{ data?: T; error?: unknown; response: Pick<Response, "status"> }>,
): Promise<Result<T>> {
  try {
    const { data, error, response } = await call;
    if (data !== undefined) return { ok: true, data };
    return { ok: false, failure: failureOf(response.status, error) };
  } catch {
    return { ok: false, failure: { kind: "unavailable" } };
  }
}

/** A list of funds: only to those who ask for a table the API answers with one. */
export function listed(call: Parameters<typeof settle>[0]): Promise<Result<components["schemas"]["FundList"]>> {
  return settle(call) as Promise<Result<components["schemas"]["FundList"]>>;
}

function failureOf(status: number, body: unknown): Failure {
  if (status === 404) return { kind: "notFound" };
  if (status === 410) return { kind: "gone" };
  if (status === OVER_QUOTA) return { kind: "busy" };
  if (status === 400 && isProblem(body)) return { kind: "invalid", problem: body };
  return status >= 400 && status < 500 ? { kind: "refused" } : { kind: "unavailable" };
}

function isProblem(body: unknown): body is Problem {
  return typeof body === "object" && body !== null && "code" in body;
}

/** One question to the API, over connections that stay open: it costs a fraction of what `fetch` does. */
import type { IncomingHttpHeaders } from "node:http";
import { Client, type Dispatcher, Pool } from "undici";

export interface Question {
  readonly url: string;
  readonly method: "GET" | "POST";
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  /** For how long to wait for the whole answer. */
  readonly timeoutMs: number;
  /** Whether to open a connection for it: those that are open may all have been closed by the server just now. */
  readonly isFresh?: boolean;
}

/** Headers by their names in any case. */
export type Head = Pick<Headers, "get">;

export interface Reply {
  readonly status: number;
  readonly headers: Head;
  readonly text: string;
}

/** No answer came in time. */
export class TooLate extends Error {}

const MOVED = new Set([301, 302, 307, 308]);
const MOST_WAYS = 5;
/** How long to wait is said by each question. */
const PATIENT = { headersTimeout: 0, bodyTimeout: 0 } as const;
const pools = new Map<string, Pool>();

/** What the server says, in the end, where it sends a reader on; fails when it can't be reached, breaks off, or takes too long. */
export async function ask(question: Question, ways = MOST_WAYS): Promise<Reply> {
  const reply = await askOnce(question);
  const onward = MOVED.has(reply.status) && question.method === "GET" && reply.headers.get("Location");
  if (!onward || ways === 0) return reply;
  const url = new URL(onward, question.url);
  // The key in the headers is for this server alone.
  return url.origin === new URL(question.url).origin ? ask({ ...question, url: url.href }, ways - 1) : reply;
}

async function askOnce(question: Question): Promise<Reply> {
  const start = question.url.indexOf("/", "https://".length);
  const [origin, path] = start < 0 ? [question.url, "/"] : [question.url.slice(0, start), question.url.slice(start)];
  if (!question.isFresh) return heardFrom(poolOf(origin), path, question);
  const client = new Client(origin, PATIENT);
  return heardFrom(client, path, question).finally(() => client.destroy());
}

function poolOf(origin: string): Pool {
  const known = pools.get(origin);
  if (known) return known;
  const pool = new Pool(origin, PATIENT);
  pools.set(origin, pool);
  return pool;
}

function heardFrom(server: Dispatcher, path: string, question: Question): Promise<Reply> {
  const { method, headers, body, timeoutMs } = question;
  return new Promise((resolve, reject) => {
    const hearing = new Hearing(resolve, reject);
    // What came while this process was busy is read before the answer is called late.
    const late = setTimeout(() => setImmediate(() => hearing.giveUp(timeoutMs)), timeoutMs);
    hearing.onEnd = () => clearTimeout(late);
    server.dispatch({ path, method, headers: { ...headers }, body: body ?? null }, hearing);
  });
}

/** What a server says, piece by piece, until it is whole. */
class Hearing implements Dispatcher.DispatchHandler {
  onEnd = (): void => {};
  readonly #resolve: (reply: Reply) => void;
  readonly #reject: (error: Error) => void;
  readonly #parts: Buffer[] = [];
  #status = 0;
  #head: Head = { get: () => null };
  #controller: Dispatcher.DispatchController | undefined;
  #error: Error | undefined;

  constructor(resolve: (reply: Reply) => void, reject: (error: Error) => void) {
    this.#resolve = resolve;
    this.#reject = reject;
  }

  /** Nobody waits any longer; a connection that wasn't there yet is given up as soon as it is. */
  giveUp(timeoutMs: number): void {
    this.#error = new TooLate(`No answer within ${timeoutMs} ms`);
    this.#reject(this.#error);
    this.#controller?.abort(this.#error);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#error) controller.abort(this.#error);
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    this.#status = status;
    this.#head = { get: (name) => headers[name.toLowerCase()]?.toString() ?? null };
  }

  onResponseData(_: Dispatcher.DispatchController, part: Buffer): void {
    this.#parts.push(part);
  }

  onResponseEnd(): void {
    this.onEnd();
    this.#resolve({ status: this.#status, headers: this.#head, text: textOf(this.#parts) });
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    this.onEnd();
    this.#reject(error);
  }
}

const textOf = (parts: readonly Buffer[]): string =>
  (parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts)).toString();

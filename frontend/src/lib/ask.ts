/** One question to the API, over connections that stay open: it costs a fraction of what `fetch` does. */
import { Agent as HttpAgent, type IncomingMessage, request as askHttp } from "node:http";
import { Agent as HttpsAgent, request as askHttps } from "node:https";

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

const PLAIN = { send: askHttp, agent: new HttpAgent({ keepAlive: true }) };
const SECURE = { send: askHttps, agent: new HttpsAgent({ keepAlive: true }) };

const MOVED = new Set([301, 302, 307, 308]);
const MOST_WAYS = 5;

/** What the server says, in the end, where it sends a reader on; fails when it can't be reached, breaks off, or takes too long. */
export async function ask(question: Question, ways = MOST_WAYS): Promise<Reply> {
  const reply = await askOnce(question);
  const onward = MOVED.has(reply.status) && question.method === "GET" && reply.headers.get("Location");
  if (!onward || ways === 0) return reply;
  const url = new URL(onward, question.url);
  // The key in the headers is for this server alone.
  return url.origin === new URL(question.url).origin ? ask({ ...question, url: url.href }, ways - 1) : reply;
}

function askOnce({ url, method, headers, body, timeoutMs, isFresh = false }: Question): Promise<Reply> {
  const { send, agent } = url.startsWith("https:") ? SECURE : PLAIN;
  return new Promise((resolve, reject) => {
    const options = { method, headers, agent: isFresh ? false : agent };
    const asked = send(url, options, (answer) => readWhole(answer, resolve, reject));
    const giveUp = () => {
      reject(new TooLate(`No answer within ${timeoutMs} ms`)); // First: half an answer would break off with another error.
      asked.destroy();
    };
    // What came while this process was busy is read before the answer is called late.
    const late = setTimeout(() => setImmediate(giveUp), timeoutMs);
    asked.on("error", reject).on("close", () => clearTimeout(late));
    asked.end(body);
  });
}

function readWhole(answer: IncomingMessage, resolve: (reply: Reply) => void, reject: (error: Error) => void): void {
  let text = "";
  answer.setEncoding("utf8");
  answer.on("data", (part: string) => (text += part));
  answer.on("error", reject);
  answer.on("end", () => resolve({ status: answer.statusCode ?? 0, headers: headOf(answer), text }));
}

const headOf = ({ headers }: IncomingMessage): Head => ({
  get: (name) => headers[name.toLowerCase()]?.toString() ?? null,
});

/** The least that a Node server can do which asks the API: it passes the answer about a fund on, and makes nothing of it. */
import { createServer, type ServerResponse } from "node:http";
import { type Dispatcher, Pool } from "undici";

const { API_URL = "", HOST = "127.0.0.1", PORT = "0" } = process.env;
const { origin, pathname } = new URL(API_URL);
const pool = new Pool(origin);

createServer(({ url = "" }, response) => {
  if (url === "/healthz") response.end();
  else pool.dispatch({ path: `${pathname}${url}/`, method: "GET" }, passingOn(response));
}).listen(Number(PORT), HOST);

function passingOn(response: ServerResponse): Dispatcher.DispatchHandler {
  const parts: Buffer[] = [];
  return {
    onRequestStart: () => undefined,
    onResponseStart: (_, status) => void (response.statusCode = status),
    onResponseData: (_, part) => void parts.push(part),
    onResponseEnd: () => void response.end(Buffer.concat(parts)),
    onResponseError: () => void response.writeHead(502).end(),
  };
}

/** Requests for help: what is sent is refused as the real API refuses it, and one request is there. */
import type { components } from "../src/lib/schema.d.ts";

type Schemas = components["schemas"];
type Said = Readonly<Record<string, unknown>>;

export const FORM: Schemas["SupportForm"] = {
  token: "form",
  categories: ["site", "fund", "document", "api", "account", "other"],
  longestText: 5000,
};
const AT = "2026-11-01T04:00:00Z";

export function posted(path: string, said: Said): { status: number; type: string; body: string } {
  if (path.endsWith("/read/")) return said["token"] === "mine" ? json(request()) : problem(404, "Nothing.");
  if (path.endsWith("/reply/"))
    return said["text"] === "late" ? problem(409, "It is closed.") : json(request(String(said["text"])), 201);
  if (said["form"] !== "form") return problem(400, "This form isn't one of ours: open it anew.");
  if (said["website"] !== "") return problem(400, "`website` must stay empty.");
  return json({ number: "FR-2026-0001" }, 201);
}

function request(reply?: string): Schemas["SupportState"] {
  const messages = [
    { at: AT, fromSupport: false, text: "Is this figure right?\nIt looks <b>odd</b>." },
    { at: AT, fromSupport: true, text: "Which page is it on?" },
    ...(reply === undefined ? [] : [{ at: AT, fromSupport: false, text: reply }]),
  ];
  const about = { category: "fund", fundId: "DEM00018", documentSha256: "" } as const;
  const open = { openedAt: AT, closedAt: null, isErased: false, canReply: true };
  return { number: "FR-2026-0001", state: "waiting", ...about, ...open, messages };
}

const json = (body: unknown, status = 200) => ({ status, type: "application/json", body: JSON.stringify(body) });

function problem(status: number, detail: string) {
  const body = JSON.stringify({ type: "about:blank", title: "Refused", status, code: "refused", detail });
  return { status, type: "application/problem+json", body };
}

import type { APIRoute } from "astro";

/** Whether this server answers; says nothing of the API, since the site stays up without it. */
export const GET: APIRoute = () => Response.json({ status: "ok" }, { headers: { "Cache-Control": "no-store" } });

import type { APIRoute } from "astro";

/** Browsers ask here where a page names no icon, as one does for a moment while a draft takes its place. */
export const GET: APIRoute = ({ redirect }) => redirect("/favicon.svg", 301);

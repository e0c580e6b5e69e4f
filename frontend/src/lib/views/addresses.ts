/** A path of the API, such as `/about/`, as this site writes it: without the slash at its end. */
export function sitePath(path: string): string {
  return path === "/" ? path : path.replace(/\/$/, "");
}

/** The other way round. */
export function apiPath(path: string): string {
  return path.endsWith("/") ? path : `${path}/`;
}

import type { APIRoute } from "astro";
import { siteAddress } from "../../lib/environment.ts";
import { file, noFile } from "../../lib/files.ts";
import { securityText } from "../../lib/security.ts";

/** Whom to tell of a weakness (RFC 9116), if `SECURITY_CONTACT` says. */
export const GET: APIRoute = () => {
  const contact = process.env["SECURITY_CONTACT"];
  if (!contact) return noFile();
  return file(securityText(contact, siteAddress("/.well-known/security.txt"), new Date()), "text/plain");
};

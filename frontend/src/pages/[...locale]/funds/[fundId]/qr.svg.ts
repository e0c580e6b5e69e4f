import type { APIRoute } from "astro";
import { isFundId } from "../../../../lib/calls/history.ts";
import { siteAddress } from "../../../../lib/environment.ts";
import { file, noFile } from "../../../../lib/files.ts";
import { localeFromParam, localPath } from "../../../../lib/locale.ts";
import { qrSvg } from "../../../../lib/qr.ts";

/** The address of a fund's page as a QR code; a site that doesn't know its own address has none. */
export const GET: APIRoute = ({ params }) => {
  const locale = localeFromParam(params["locale"]);
  const fundId = params["fundId"] ?? "";
  const address = locale && isFundId(fundId) ? siteAddress(localPath(locale, `/funds/${fundId}`)) : undefined;
  return address ? file(qrSvg(address), "image/svg+xml") : noFile();
};

/** What the page of one file needs of the API. */
import type { Api } from "./api.ts";
import { failed } from "./client.ts";
import type { Loaded } from "./load.ts";
import type { Context } from "./views/context.ts";
import { fileView, type FileView, type Names, shownPublication } from "./views/document.ts";

interface From {
  readonly api: Api;
  readonly resolve: (path: string) => string;
}

const NAMED = 3; // funds that are called by their names: those of a company's report may be hundreds

export async function loadFile(
  sha256: string,
  { api, resolve }: From,
  context: Context,
): Promise<Loaded<{ view: FileView }>> {
  const [about, documentTypes] = await Promise.all([api.document(sha256.toLowerCase()), api.documentTypes()]);
  if (!about.ok) return about;
  const shown = shownPublication(about.data);
  if (!shown) return failed("notFound");
  const names = await namesOf(shown.fundIds.slice(0, NAMED), api);
  return { ok: true, view: fileView(shown, names, { resolve, documentTypes }, context) };
}

async function namesOf(fundIds: readonly string[], api: Api): Promise<Names> {
  const funds = await Promise.all(fundIds.map((fundId) => api.fund(fundId)));
  return new Map(funds.flatMap((fund) => (fund.ok ? [[fund.data.fundId, fund.data.legalFundNameOnly] as const] : [])));
}

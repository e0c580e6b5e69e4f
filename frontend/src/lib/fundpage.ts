/** What a fund's pages need of the API: as it is, as it was, all its versions, and where its figures come from. */
import type { Api, Result, Wire } from "./api.ts";
import type { PastFund } from "./calls/history.ts";
import { failed } from "./client.ts";
import type { Loaded } from "./load.ts";
import { type LocalText, localText } from "./text.ts";
import type { Context } from "./views/context.ts";
import { figuresView, type FiguresView } from "./views/figures.ts";
import { fundView, type FundView } from "./views/fund.ts";
import { pastView, type PastView, recordedBy } from "./views/past.ts";
import { dayOf, today } from "./zone.ts";

export interface ShownFund {
  readonly view: FundView;
  /** The charts of a fund as it is; undefined where the figures can't be reached. */
  readonly figures?: FiguresView | undefined;
  /** Set where the page is about an earlier day or version. */
  readonly past?: PastView;
}

interface From {
  readonly api: Api;
  readonly resolve: (path: string) => string;
}

/** What the address of a fund's page may ask for. */
export interface Asked {
  readonly day: string | undefined;
  readonly version: number | undefined;
  /** The ISIN whose NAVs are drawn. */
  readonly shareClass: string | undefined;
}

const MOST = 100; // versions on one page of the API: enough to name all but the oldest of the busiest funds

/** Blanks ask for nothing: a form sends them. A version that is no number asks for one that isn't there. */
export function askedOf(params: URLSearchParams): Asked {
  const version = params.get("version");
  return {
    day: params.get("asOf")?.trim() || undefined,
    version: version ? (/^\d{1,9}$/.test(version) ? Number(version) : -1) : undefined,
    shareClass: params.get("class") || undefined,
  };
}

export async function loadFund(fundId: string, asked: Asked, from: From, context: Context): Promise<Loaded<ShownFund>> {
  const { day, version } = asked;
  if (day !== undefined) return loadPast(fundId, { day }, from.api.fundOn(fundId, day), from, context);
  if (version === undefined) return loadPresent(fundId, asked, from, context);
  const found = version > 0 ? from.api.fundVersion(fundId, version) : Promise.resolve(failed("notFound"));
  return loadPast(fundId, { version }, found, from, context);
}

async function loadPresent(
  fundId: string,
  { shareClass }: Asked,
  { api, resolve }: From,
  context: Context,
): Promise<Loaded<ShownFund>> {
  const asking = [api.fund(fundId), api.figures(fundId, shareClass), api.documentTypes()] as const;
  const [fund, figures, documentTypes] = await Promise.all(asking);
  if (!fund.ok) return fund;
  const successor = await successorOf(fund.data, api, context);
  const around = { resolve, documentTypes, today: today(), recorded: fund.data.publication, successor };
  const charts = { shareClasses: fund.data.shareClasses, resolve };
  return {
    ok: true,
    view: fundView(fund.data, around, context),
    figures: figures.ok ? figuresView(figures.data, charts, context) : undefined,
  };
}

async function loadPast(
  fundId: string,
  when: { day?: string; version?: number },
  asking: Promise<Result<PastFund>>,
  { api, resolve }: From,
  context: Context,
): Promise<Loaded<ShownFund>> {
  const versionsThen = api.versions(fundId, { pageSize: MOST });
  const [found, versions, documentTypes] = await Promise.all([asking, versionsThen, api.documentTypes()]);
  if (!found.ok) return found;
  const { profile, version } = found.data;
  const entry = versions.ok ? versions.data.results.find((known) => known.version === version) : undefined;
  const around = {
    resolve,
    documentTypes,
    today: when.day ?? (entry ? dayOf(new Date(entry.validFrom)) : today()),
    recorded: entry && recordedBy(entry),
    successor: await successorOf(profile, api, context),
  };
  return {
    ok: true,
    view: fundView(profile, around, context),
    past: pastView(profile.fundId, { ...when, version, entry }, context),
  };
}

/** The name of the fund that absorbed this one, if it has one here. */
async function successorOf(
  { deauthorisation }: Wire["FundProfile"],
  api: Api,
  { locale }: Context,
): Promise<LocalText | undefined> {
  const id = deauthorisation?.absorbedByFundId;
  const answer = id ? await api.resolve(id) : undefined;
  const found = answer?.ok ? answer.data.results.find((one) => one.type === "fund" && one.id === id) : undefined;
  return found && localText(found.name, locale);
}
